//! Apostrophes: surveys are typed with straight ones, and the page has the curly ones of print throughout.

/// A page, drawing or words with curly apostrophes, which stand behind a letter or a digit: in its text and in its
/// attributes, where they are written as `&#39;`. It has double quotes around attributes.
pub(super) fn curly(html: &str) -> String {
    let html = html.replace("&#39;", "'");
    let mut curly = String::with_capacity(html.len());
    let mut before = ' ';
    for letter in html.chars() {
        let is_apostrophe = letter == '\'' && before.is_alphanumeric();
        curly.push(if is_apostrophe { '’' } else { letter });
        before = letter;
    }
    curly
}

#[cfg(test)]
mod tests {
    use super::curly;

    #[test]
    fn apostrophes_are_of_one_kind_in_text_and_attributes() {
        assert_eq!(
            curly("<p title=\"The child&#39;s\">don't, can’t, authorities' own</p>"),
            "<p title=\"The child’s\">don’t, can’t, authorities’ own</p>"
        );
    }
}
