//! How a percentage is written: "45%", "45 per cent", "58 (41)%", and what no claim can have as one, such as "5½%".

use super::Role;
use super::joined::alone_in_brackets;
use super::numerals::{Token, number_in_words};
use super::patterns::{IN_BRACKETS, Named, Stated};
use super::slashes::SIGNS;

/// "45%", with nothing beside it.
pub(super) fn plain_percentage(tokens: &[Token<'_>]) -> Option<Stated> {
    let percent = tokens.first()?.percent()?;
    let length = 1 + percent_sign(&tokens[1..])?;
    Some(Stated {
        percent: Some(percent),
        tokens: length,
        ..Stated::default()
    })
}

/// "58 (41)%": which number the bracket has is left to a person.
pub(super) fn around_count(tokens: &[Token<'_>]) -> Option<Stated> {
    let percent = tokens.first()?.percent()?;
    alone_in_brackets(&tokens[1..])?;
    let named = Named::new(Role::Number, 1, 1 + IN_BRACKETS);
    Some(Stated {
        percent: Some(percent),
        tokens: named.to + percent_sign(&tokens[named.to..])?,
        named: Some(named),
        ..Stated::default()
    })
}

/// "5½%", "33.3333333%" and "one hundred per cent", which no claim can have as its percentage.
pub(super) fn unread_percentage(tokens: &[Token<'_>]) -> Option<Stated> {
    let is_sign = |token: &Token<'_>| token.is_one_of(&SIGNS);
    let number = match tokens {
        [first, second, ..] if first.is_number() && is_sign(second) => 2,
        [first, ..] if first.is_number() || is_sign(first) => 1,
        _ => number_in_words(tokens)?,
    };
    Some(Stated {
        tokens: number + percent_sign(&tokens[number..])?,
        is_unread: true,
        ..Stated::default()
    })
}

/// How many tokens "%", "per cent" or "pct" take.
fn percent_sign(tokens: &[Token<'_>]) -> Option<usize> {
    let signs = ["%", "％", "percent", "per-cent", "pct", "pc"];
    match tokens {
        [sign, ..] if signs.iter().any(|one| sign.is(one)) => Some(1),
        [per, cent, ..] if per.is("per") && cent.is("cent") => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn percentages_are_found_however_they_are_written() {
        check("45% did, 46 % didn't.", &["45% - -", "46% - -"]);
        check("45\u{a0}% and 45\u{202f}% and 45％", &["45% - -"; 3]);
        check("45 per cent, 45 percent, 45 Per Cent", &["45% - -"; 3]);
        check(
            "45.5% and 8.0 per cent, (0.5%)",
            &["45.5% - -", "8.0% - -", "0.5% - -"],
        );
        check(
            "fifty per cent, forty-five per cent",
            &["50% - -", "45% - -"],
        );
        check(".5% and (.25%)", &["0.5% - -", "0.25% - -"]);
        check("56%of them", &["56% - -"]);
        check(
            "up by 5 percentage points",
            &["Change “5 percentage points”"],
        );
        check("per cent", &[]);
        check("50 pct, 50 Pct of them, 50 per-cent, 50pc", &["50% - -"; 4]);
        check(
            "12,5 % and 12,25%, 1,234%",
            &["12.5% - -", "12.25% - -", "1234% - -"],
        );
        check("between 12,5 and 15,0 %", &["Range “12,5 and 15,0 %”"]);
        check(
            "of the 24 100% and of 24 100 per cent did",
            &["100% - -"; 2],
        );
        check("in 2023, on page 45", &[]);
    }

    #[test]
    fn a_percentage_that_no_number_can_be_made_of_is_kept_as_printed() {
        check("5½% did", &["“5½%”"]);
        check(
            "5 ¼ per cent, ¾% and 5¾ pct",
            &["“5 ¼ per cent”", "“¾%”", "“5¾ pct”"],
        );
        check("33.3333333% (11 of 33)", &["“33.3333333%”", "- 11 33"]);
        check("1.2.3% and 12345678%", &["“1.2.3%”", "“12345678%”"]);
        check(
            "one hundred per cent, a hundred percent, Thirty two per cent",
            &[
                "“one hundred per cent”",
                "“a hundred percent”",
                "“Thirty two per cent”",
            ],
        );
    }
}
