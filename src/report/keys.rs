//! Keys that no figure has: which may be meant.

/// What may be meant by a key that no figure has: those that begin with it or else, of those that begin as it does, the one that
/// is spelt alike, or the first of all. Pairs of themes and breakdowns are named only where one was written. `None` where none is
/// alike.
pub(crate) fn meant<'k>(key: &str, keys: impl Iterator<Item = &'k str>) -> Option<String> {
    let alike: Vec<&str> = keys
        .filter(|one| {
            ['@', '+']
                .iter()
                .all(|mark| key.contains(*mark) || !one.contains(*mark))
        })
        .collect();
    let beginning = |with: &str| -> Vec<&str> {
        let keys = alike.iter().copied();
        keys.filter(|one| one.starts_with(with)).collect()
    };
    let below = beginning(&format!("{}/", key.trim_end_matches('/')));
    let longer = if below.is_empty() && !key.is_empty() {
        beginning(key)
    } else {
        below
    };
    if !longer.is_empty() {
        return Some(in_words(&longer));
    }
    let end = key.rfind(['/', '@', '=']).map_or(0, |mark| mark + 1);
    let (stem, last) = key.split_at(end);
    let beside = beginning(stem);
    let lasts = beside.iter().map(|one| &one[end..]);
    if let Some(near) = crate::nearest(last, lasts) {
        return Some(in_words(&[&format!("{stem}{near}")]));
    }
    if stem.is_empty() || beside.is_empty() {
        let near = crate::nearest(key, alike.iter().copied())?;
        return Some(in_words(&[near]));
    }
    Some(in_words(&beside))
}

/// So many keys are named at most.
const MOST: usize = 12;

fn in_words(keys: &[&str]) -> String {
    let quoted: Vec<String> = keys.iter().map(|one| format!("`{one}`")).collect();
    match quoted.as_slice() {
        [only] => format!("did you mean {only}?"),
        several if several.len() > MOST => {
            let more = several.len() - MOST;
            format!("there are {}, and {more} more", several[..MOST].join(", "))
        }
        several => format!("there are {}", several.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn a_key_that_no_figure_has_leads_to_those_that_are_meant() {
        let keys = [
            "barriers/funding/yes",
            "barriers/funding/no",
            "barriers/funding/yes@region=north",
            "barriers/funding/yes@region=south-west",
            "role/other",
            "role/other/words/answered",
            "themes/capacity",
            "themes/capacity+cliff-edge",
            "themes/staffing",
        ];
        for (key, said) in [
            (
                "barriers/funding",
                "there are `barriers/funding/yes`, `barriers/funding/no`",
            ),
            (
                "role/other/words",
                "did you mean `role/other/words/answered`?",
            ),
            ("barriers/funding/y", "did you mean `barriers/funding/yes`?"),
            (
                "barriers/funding/some",
                "there are `barriers/funding/yes`, `barriers/funding/no`",
            ),
            ("themes/capacty", "did you mean `themes/capacity`?"),
            (
                "themes/capacity+cliff",
                "did you mean `themes/capacity+cliff-edge`?",
            ),
            (
                "barriers/funding/yes@region=atlantis",
                "there are `barriers/funding/yes@region=north`, `barriers/funding/yes@region=south-west`",
            ),
            ("theme/staffing", "did you mean `themes/staffing`?"),
            ("weather", ""),
            ("", ""),
        ] {
            let meant = meant(key, keys.into_iter()).unwrap_or_default();
            assert_eq!(meant, said, "{key}");
        }
    }
}
