//! What stands beside a percentage and says how many it is of how many: "(58 of 74)", "(58/74)", "(n = 42, N = 75)".

use super::Role;
use super::joined::count_after;
use super::lists::is_of_one;
use super::numerals::{Token, tokens};
use super::of::of_base;
use super::patterns::{MOST_WORDS_BETWEEN, Named, Stated, count_of_base, words_first};
use super::slashes::count_over_base;
use crate::audit::rounding::{Rounding, counts_under_any};
use crate::share::Percent;

/// A percentage with what stands beside it, in brackets or after a comma. After some words the brackets may be about
/// these, and of several numbers nobody says which is its own, so count and base must give the percentage there.
pub(super) fn beside(tokens: &[Token<'_>], at: usize, plain: &Stated) -> Option<Stated> {
    let percent = plain.percent?;
    let end = at + plain.tokens;
    let rest = &tokens[end..];
    let words = words_first(rest);
    let beside = in_brackets(&rest[words..], percent).filter(|beside| {
        let is_next = words == 0 && is_of_one(tokens, &(at..end), end + beside.tokens);
        is_next || (words <= MOST_WORDS_BETWEEN && fits(percent, beside))
    });
    let beside = beside.map(|beside| beside.after(words));
    let alone = || after_comma(rest, percent).or_else(|| count_after(tokens, at, plain));
    let beside = beside.or_else(alone)?;
    Some(beside.after(plain.tokens))
}

/// Whether a percentage can be of what stands beside it.
pub(super) fn fits(percent: Percent, stated: &Stated) -> bool {
    let counts = |base| counts_under_any(percent, base);
    match (stated.count, stated.base) {
        (Some(count), Some(base)) => counts(base).is_some_and(|counts| counts.contains(&count)),
        (None, Some(base)) => counts(base).is_some(),
        _ => true,
    }
}

fn in_brackets(rest: &[Token<'_>], percent: Percent) -> Option<Stated> {
    let [open, inside @ ..] = rest else {
        return None;
    };
    let opened = |stated: Stated| Stated {
        percent: Some(percent),
        ..stated.after(1)
    };
    let slashed = || count_over_base(rest, 1, |_| Some(percent));
    let count = count_of_base(inside).filter(|count| !count.is_rate);
    let found = count
        .or_else(slashed)
        .or_else(|| named(inside, percent))
        .or_else(|| of_base_alone(inside));
    found.filter(|_| open.is("(")).map(opened)
}

/// "56% (of 75)".
fn of_base_alone(inside: &[Token<'_>]) -> Option<Stated> {
    let (base, tokens) = of_base(inside)?;
    Some(Stated {
        base: Some(base),
        tokens,
        ..Stated::default()
    })
}

/// "56%, N = 75": without brackets only what has a letter and an equals sign is a size.
fn after_comma(rest: &[Token<'_>], percent: Percent) -> Option<Stated> {
    let [comma, name, equals, ..] = rest else {
        return None;
    };
    let is_letter = ["n", "N"].contains(&name.text());
    let is_size = is_part_sign(comma) && is_letter && equals.is("=");
    let found = is_size.then(|| named(&rest[1..], percent)).flatten()?;
    Some(Stated {
        percent: Some(percent),
        ..found.after(1)
    })
}

fn is_part_sign(token: &Token<'_>) -> bool {
    token.is(",") || token.is(";")
}

/// What a size is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    SmallN,
    LargeN,
    Count,
    Base,
}

/// A size with its name.
struct Size {
    name: Name,
    number: u32,
    /// The base after it, as in "n = 42 of 75".
    of: Option<u32>,
    tokens: usize,
}

/// "n = 42, N = 75" and "base 75" up to where they end; what is named twice leaves all of them unknown.
fn named(tokens: &[Token<'_>], percent: Percent) -> Option<Stated> {
    let mut sizes = vec![size(tokens)?];
    let mut length = sizes[0].tokens;
    while tokens.get(length).is_some_and(is_part_sign)
        && let Some(size) = size(&tokens[length + 1..])
    {
        length += 1 + size.tokens;
        sizes.push(size);
    }
    let ends = tokens.get(length).is_none_or(|end| {
        let ends = [")", ",", ";", "."];
        end.is_one_of(&ends)
    });
    let is_twice =
        (1..sizes.len()).any(|at| sizes[..at].iter().any(|one| one.name == sizes[at].name));
    let stated = stated(&sizes, length, percent);
    // "n = 75 of 153" may be how many answered, of whom the percentage is one.
    let is_own = sizes.iter().all(|size| size.of.is_none()) || fits(percent, &stated);
    (ends && !is_twice && is_own).then_some(stated)
}

/// Whether a heading names a size, as in "2023 (n=75)".
pub(super) fn names_size(heading: &str) -> bool {
    let tokens = tokens(heading);
    (0..tokens.len()).any(|at| size(&tokens[at..]).is_some())
}

fn size(tokens: &[Token<'_>]) -> Option<Size> {
    let first = tokens.first()?;
    let name = match first.text() {
        "n" => Name::SmallN,
        "N" => Name::LargeN,
        _ if first.is("count") => Name::Count,
        _ if first.is("base") => Name::Base,
        _ => return None,
    };
    let equals = tokens.get(1)?;
    let is_equal = equals.is("=") || equals.is(":");
    let is_letter = name == Name::SmallN || name == Name::LargeN;
    if is_letter && !is_equal {
        return None;
    }
    let place = 1 + usize::from(is_equal);
    let plain = Size {
        name,
        number: tokens.get(place)?.count()?,
        of: None,
        tokens: place + 1,
    };
    let whole =
        count_of_base(&tokens[place..]).or_else(|| count_over_base(tokens, place, |_| None));
    Some(match whole.filter(|_| name == Name::SmallN) {
        Some(whole) => Size {
            of: whole.base,
            tokens: place + whole.tokens,
            ..plain
        },
        None => plain,
    })
}

/// A large N is the base. A small n is the count where a base stands beside it; alone it may be either, and is the
/// count only where it can't be the base.
fn stated(sizes: &[Size], length: usize, percent: Percent) -> Stated {
    let of = |name: Name| sizes.iter().find(|size| size.name == name);
    let number = |name: Name| of(name).map(|size| size.number);
    let small = number(Name::SmallN);
    let base = number(Name::LargeN)
        .or_else(|| number(Name::Base))
        .or_else(|| of(Name::SmallN)?.of);
    let count = number(Name::Count).or(match base {
        Some(_) => small,
        None => small.filter(|n| is_count(*n, percent)),
    });
    let is_alone = small.is_some() && base.is_none();
    let is_more = count.zip(base).is_some_and(|(count, base)| count > base);
    Stated {
        count: count.filter(|_| !is_more),
        base: base.filter(|_| !is_more),
        named: (is_alone || is_more).then(|| Named::new(Role::Size, 0, length)),
        tokens: length,
        ..Stated::default()
    }
}

/// Whether a number beside a percentage can only be its count: it isn't a base of it, but a count of some base is.
pub(super) fn is_count(number: u32, percent: Percent) -> bool {
    counts_under_any(percent, number).is_none() && can_be_count(number, percent)
}

/// Whether there is a base of which so many are printed as a percentage.
fn can_be_count(count: u32, percent: Percent) -> bool {
    let all = u64::from(count) * 100 * 10_u64.pow(percent.decimals().into());
    // Between these lie all bases of which it is that percentage, rounded or cut off.
    let first = (all / (percent.units() + 1)).max(u64::from(count));
    let last = first + MOST_TRIED;
    let mut bases = (first..=last).filter_map(|base| u32::try_from(base).ok());
    bases.any(|base| {
        let mut roundings = Rounding::ALL.into_iter();
        let gives = |rounding: Rounding| rounding.counts(percent, base);
        roundings.any(|rounding| gives(rounding).is_some_and(|counts| counts.contains(&count)))
    })
}

/// The first bases tell it; nobody looks for one further on.
const MOST_TRIED: u64 = 1000;

#[cfg(test)]
mod tests {
    use super::super::found::check;

    #[test]
    fn a_slash_beside_a_percentage_parts_its_count_from_its_base() {
        check("78 per cent (58/74)", &["78% 58 74"]);
        check(
            "78% (58 of 74), 78% (58 out of 74)",
            &["78% 58 74", "78% 58 74"],
        );
        check("50% (15/30) did", &["50% 15 30"]);
        check(
            "27% (9/33), 78% (58/74, of all)",
            &["27% 9 33", "78% 58 74"],
        );
        // They may be a day or a month, and don't give the percentage.
        check("60% (9/33)", &["60% - -"]);
        check("78% (11/12), 78% (11/2023)", &["78% - -", "78% - -"]);
        check("11/2023 (78%)", &["78% - -"]);
        check("78% (58/74/2023)", &["78% - -"]);
    }

    #[test]
    fn named_sizes_beside_a_percentage_are_its_count_and_its_base() {
        check("56 % (n=42, N=75)", &["56% 42 75"]);
        check("56% (N = 75; n = 42) of them", &["56% 42 75"]);
        check("56% (n = 42 of 75)", &["56% 42 75"]);
        check("56% (n=42/75)", &["56% 42 75"]);
        check("56% (N = 75)", &["56% - 75"]);
        check(
            "56% (base 75), 56% (base: 75), 56% (Base = 75)",
            &["56% - 75"; 3],
        );
        check("56%, N = 75, of them", &["56% - 75"]);
        check(
            "56% (of 75), 57% (of the 75 asked)",
            &["56% - 75", "57% - 75"],
        );
        check("(56%, n=42, N=75)", &["56% 42 75"]);
        check("82% (N = 1,012)", &["82% - 1012"]);
    }

    #[test]
    fn a_small_n_alone_is_a_count_only_where_it_can_t_be_a_base() {
        // No count of 42 gives 56%.
        check("56% (n = 42)", &["56% 42 - n = 42"]);
        // 9 of 26 is 35%, and so is 26 of 74.
        check("35% (n=26)", &["35% - - n=26?"]);
        check("56% (n = 75)", &["56% - - n = 75?"]);
        check("56% (n=80, N=75)", &["56% - - n=80, N=75?"]);
        check("120% (n = 42)", &["120% - - n = 42?"]);
    }

    #[test]
    fn what_names_no_sizes_is_left_alone() {
        check(
            "56% (see n. 42), 56% (unweighted base 75)",
            &["56% - -", "56% - -"],
        );
        check("56% (p = 0.03), 56% (mean = 42)", &["56% - -", "56% - -"]);
        check(
            "56% (n = 4.2), 56% (n = 42 months)",
            &["56% - -", "56% - -"],
        );
        check("56% (n = 42, n = 75)", &["56% - -"]);
        // So many of those asked are the base of the percentage here.
        check("56% (n = 75 of 153)", &["56% - -", "- 75 153"]);
        check("56% (N = 75 (2022))", &["56% - -"]);
    }

    #[test]
    fn a_few_words_may_stand_between_where_count_and_base_give_the_percentage() {
        check(
            "49 per cent of authorities (75 of 153) answered",
            &["49% 75 153"],
        );
        check("56% of them (42/75)", &["56% 42 75"]);
        check("56% of councils (n = 42, N = 75)", &["56% 42 75"]);
        check("56% of councils (N = 75)", &["56% - 75"]);
        check("60% of those in London (9 of 33)", &["60% - -", "- 9 33"]);
        check(
            "56% of them have none, and others (42 of 75)",
            &["56% - -", "- 42 75"],
        );
    }
}
