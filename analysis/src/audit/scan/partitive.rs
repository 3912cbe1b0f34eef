//! "Of 153 authorities, 75 took part": so many of those that a sentence, or a part of it, begins with.

use super::joined::alone_in_brackets;
use super::numerals::Token;
use super::of::{BETWEEN, no_base};
use super::patterns::{Named, Stated, YEARS, percentage};
use super::percentages::plain_percentage;
use super::sizes::fits;

/// A count or a percentage of the number that stands before it after "of". Where anything but a verb follows the
/// count, it may count something else, and the sentence is left alone.
pub(super) fn counted_of(tokens: &[Token<'_>], at: usize) -> Option<Stated> {
    let (base, lead) = those(tokens, at)?;
    let rest = &tokens[at + lead..];
    let stated = if plain_percentage(rest).is_some() {
        let stated = percentage(tokens, at + lead)?;
        let is_of_others = rest.get(stated.tokens).is_some_and(|of| of.is("of"))
            && !rest
                .get(stated.tokens + 1)
                .is_some_and(|token| token.is_one_of(&THEM));
        let stated = Stated {
            base: stated.base.or((!is_of_others).then_some(base)),
            ..stated
        };
        with_count(stated, rest)
    } else {
        let noun = (lead > NO_NOUN).then(|| &tokens[at + lead - 2]);
        count(rest, base, noun)?
    };
    let above = stated.count.zip(stated.base).is_some_and(|(c, b)| c > b);
    (!above).then_some(Stated {
        lead,
        ..stated.after(lead)
    })
}

/// "Of 75 authorities, 56% (42) did": the number in brackets is the count where it gives the percentage.
fn with_count(stated: Stated, rest: &[Token<'_>]) -> Stated {
    let alone = |named: Named| alone_in_brackets(rest.get(named.from..)?);
    let Some((percent, count)) = stated.percent.zip(stated.named.and_then(alone)) else {
        return stated;
    };
    let counted = Stated {
        count: Some(count),
        named: None,
        ..stated
    };
    let is_its = stated.base.is_some() && fits(percent, &counted);
    if is_its { counted } else { stated }
}

/// The words that may follow a percentage of those who have been named.
const THEM: [&str; 3] = ["them", "these", "those"];

/// What opens a part of a sentence.
const OPENS: [&str; 9] = ["(", "[", ";", ":", ",", "—", "–", "“", "•"];

/// Between the number and the comma there are so many words at most.
const MOST_WORDS: usize = 8;

/// So many tokens are "Of 153," and take no noun.
const NO_NOUN: usize = 3;

/// "Of the 153 authorities that we asked,": how many they are, and how many tokens that takes.
fn those(tokens: &[Token<'_>], at: usize) -> Option<(u32, usize)> {
    let mut before = tokens[..at].iter().rev().skip_while(|word| word.is("out"));
    let opens = before.next().is_none_or(|sign| sign.is_one_of(&OPENS));
    let [of, rest @ ..] = &tokens[at..] else {
        return None;
    };
    let between = rest.iter().take_while(|token| token.is_one_of(&BETWEEN));
    let between = between.count();
    let base = rest.get(between)?.count();
    let base =
        base.filter(|base| of.is_one_of(&["of", "among"]) && opens && !YEARS.contains(base))?;
    let after = &rest[between + 1..];
    let is_word = |token: &&Token<'_>| token.is_word() && token.count().is_none();
    let words = after.iter().take_while(is_word).count();
    let is_percentage = plain_percentage(&rest[between..]).is_some();
    let is_base = !is_percentage && no_base(&rest[between..]).is_none();
    let ends = after.get(words)?.is(",") && words <= MOST_WORDS && is_base;
    let lead = 1 + between + 1 + words + 1;
    let only = tokens
        .get(at + lead)
        .is_some_and(|word| word.is_one_of(&["only", "just", "exactly"]));
    ends.then_some((base, lead + usize::from(only)))
}

fn count(rest: &[Token<'_>], base: u32, noun: Option<&Token<'_>>) -> Option<Stated> {
    let [number, next, ..] = rest else {
        return None;
    };
    let count = number.count()?;
    let fits = count <= base && !YEARS.contains(&count);
    let plain = Stated {
        count: Some(count),
        base: Some(base),
        tokens: 1,
        ..Stated::default()
    };
    if next.is("(")
        && let Some(percent) = plain_percentage(&rest[2..])
    {
        return fits.then_some(Stated {
            percent: percent.percent,
            tokens: 2 + percent.tokens,
            ..plain
        });
    }
    let is_same = noun.is_some_and(|noun| next.is(noun.text()));
    let does = is_same || next.is_one_of(&DO) || next.is_one_of(&DID);
    (fits && does).then_some(plain)
}

/// What those who are counted do. A noun here would be what is counted.
const DO: [&str; 46] = [
    "are", "can", "chose", "could", "did", "didn", "do", "does", "don", "employ", "feel", "felt",
    "found", "gave", "give", "had", "has", "have", "held", "hold", "kept", "knew", "know", "made",
    "make", "may", "might", "offer", "provide", "ran", "run", "said", "saw", "say", "sent",
    "spent", "think", "thought", "told", "took", "want", "was", "were", "will", "would", "wrote",
];

/// What they did, in verbs that describe nothing that could be counted instead, as "dedicated teams" would be.
const DID: [&str; 38] = [
    "added",
    "agreed",
    "answered",
    "asked",
    "attended",
    "believed",
    "commented",
    "completed",
    "considered",
    "declined",
    "described",
    "disagreed",
    "failed",
    "identified",
    "increased",
    "indicated",
    "mentioned",
    "named",
    "needed",
    "offered",
    "opted",
    "participated",
    "planned",
    "provided",
    "reduced",
    "refused",
    "replied",
    "reported",
    "responded",
    "returned",
    "selected",
    "skipped",
    "started",
    "stated",
    "stopped",
    "submitted",
    "used",
    "wanted",
];

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn so_many_are_counted_of_those_that_a_sentence_begins_with() {
        check("Of 153 authorities, 75 took part.", &["- 75 153"]);
        check("Of the 75 that answered, 42 have none.", &["- 42 75"]);
        check("Of all 75, only nine said so.", &["- 9 75"]);
        check("Of those 75, 12 declined and 3 agreed.", &["- 12 75"]);
        check(
            "Of the 1,234 authorities asked, 1 000 replied.",
            &["- 1000 1234"],
        );
        check(
            "In short: of 153 authorities, 75 authorities answered.",
            &["- 75 153"],
        );
        check("Of 153 authorities, 75 (49%) took part.", &["49% 75 153"]);
        check("Of 153 authorities, 153 answered.", &["- 153 153"]);
        check(
            "Of 70 authorities, 41 (58%) have one, 31 (44%) want it and 9 (60%) of another kind do.",
            &["58% 41 70", "44% 31 70", "60% 9 -"],
        );
        check("Among 70 respondents, 29 said so.", &["- 29 70"]);
        check("Out of the 70 respondents, 29 said so.", &["- 29 70"]);
    }

    #[test]
    fn a_percentage_of_them_takes_the_base() {
        check("Of 153 authorities, 75 % took part.", &["75% - 153"]);
        check("Of 153 authorities, 49 per cent did.", &["49% - 153"]);
        check("Among 70 respondents, 41% said so.", &["41% - 70"]);
        check(
            "Of 75 authorities, 56% (42) did. Of 75 authorities, 56% (12) did.",
            &["56% 42 75", "56% - 75 (12)?"],
        );
        check(
            "Of the 153 authorities, 49% (75 of 153) did.",
            &["49% 75 153"],
        );
        check(
            "Of 153 authorities, 49% of them did and 51% didn't.",
            &["49% - 153", "51% - -"],
        );
        check(
            "Of 153 authorities, 60% of the 24 in one region did.",
            &["60% - 24"],
        );
        check(
            "Of the 153 authorities, 60% of children went home.",
            &["60% - -"],
        );
    }

    #[test]
    fn what_is_no_count_of_them_is_left_alone() {
        check("Of 153 authorities, in 2023 75 took part.", &[]);
        check("Of 153 authorities, 2023 was the best year.", &[]);
        check("Of 153 authorities, 160 took part.", &[]);
        check("Of 153 authorities, 12 months later none had.", &[]);
        check("Of 153 authorities, 75 social workers came.", &[]);
        check("Of 75 authorities, 12 dedicated teams are new.", &[]);
        check("Of 153 authorities, 75 to 80 took part.", &[]);
        check("Of 153 authorities, 75 or so took part.", &[]);
        check("Of 153 authorities, more than 75 took part.", &[]);
        check("Of 153 authorities, three in four did.", &["- 3 4 rate"]);
        check(
            "Of 153 authorities, 20 of the 24 in London did.",
            &["- 20 24"],
        );
        check("In a group of 153 authorities, 75 took part.", &[]);
        check("Of 2023 returns, 75 were late.", &[]);
        check("Of 12% of them, 9 answered.", &["12% - -"]);
        check("Of note, 75 took part.", &[]);
        check("Of 153 authorities in 9 regions, 75 took part.", &[]);
    }
}
