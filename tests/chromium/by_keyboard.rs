//! A return from its link to its receipt, without a mouse.

use thirtyfour::Key;

use crate::support::{Chromium, Server, Setting, accessible, in_chromium};

const ELEVEN_WORDS: &str = "one two three four five six seven eight nine ten eleven";

#[test]
fn a_return_is_answered_by_keyboard_alone_at_a_desk() {
    in_chromium(Setting::DESK, from_link_to_receipt);
}

#[test]
fn a_return_is_answered_by_keyboard_alone_on_a_phone() {
    in_chromium(Setting::PHONE, from_link_to_receipt);
}

#[test]
fn a_return_is_answered_by_keyboard_alone_at_a_desk_without_scripts() {
    in_chromium(Setting::DESK.without_scripts(), from_link_to_receipt);
}

#[test]
fn a_return_is_answered_by_keyboard_alone_on_a_phone_without_scripts() {
    in_chromium(Setting::PHONE.without_scripts(), from_link_to_receipt);
}

fn from_link_to_receipt(server: &Server, officer: &Chromium) {
    begin(server, officer);
    answer_the_first_section(officer);
    mend_the_second_section(officer);
    officer.write(
        "You said Yes. What does the Large team do?",
        "It helps <families> & carers",
    );
    officer.go_to("Save and continue");

    assert_eq!(officer.path(), "/return/check");
    assert!(officer.says("It helps <families> & carers"));
    assert!(officer.says("1000 children") && officer.says("Time: not answered"));
    accessible(officer, "check");
    officer.write("Your name and position", "Ann Other, Director");
    officer.go_to("Sign and submit");

    assert_eq!(officer.path(), "/return/submitted");
    accessible(officer, "receipt");
    officer.go_to("See and print your answers");
    assert_eq!(officer.path(), "/return/answers");
    accessible(officer, "answers submitted");
    officer.visit(&server.link("A1"));
    assert!(officer.says("There is nothing left to do"));
    accessible(officer, "landing submitted");
}

fn begin(server: &Server, officer: &Chromium) {
    officer.visit(&server.link("A1"));
    accessible(officer, "landing");
    officer.go_to("Read or print all the questions");
    accessible(officer, "questions");
    officer.go_to("Back to the first page");
    officer.go_to("Begin the return for Ayford");
    assert_eq!(officer.path(), "/return");
    accessible(officer, "tasks");
    officer.go_to("The first part");
}

fn answer_the_first_section(officer: &Chromium) {
    assert_eq!(officer.path(), "/return/section/first");
    accessible(officer, "section of choices");
    officer.choose("Do you have a team?", "Yes");
    officer.tick("What do you use?", "Forms");
    officer.go_to("Save and continue");

    assert_eq!(officer.path(), "/return/section/first?more=1");
    assert!(officer.says("Your answers led to one more question"));
    officer.press(Key::Tab);
    let group = officer.focus().group;
    assert_eq!(
        group, "How large is it?",
        "the new question is the next one"
    );
    accessible(officer, "section with a new question");
    officer.choose("How large is it?", "Large");
    officer.tick("What do you use?", "None of these");
    officer.go_to("Save and continue");

    let title = officer.title();
    assert!(title.starts_with("Error: "), "{title}");
    accessible(officer, "section of choices with errors");
    officer.tick("What do you use?", "None of these");
    officer.go_to("Save and continue");
}

fn mend_the_second_section(officer: &Chromium) {
    assert_eq!(officer.path(), "/return/section/second");
    accessible(officer, "section of fields");
    officer.choose("Money", "Yes");
    officer.write("Is there anything to add?", ELEVEN_WORDS);
    officer.write("How many children do you look after?", "abc");
    officer.write("Since when have you done so?", "the day before");
    officer.go_to("Save and continue");

    assert!(officer.says("3 things need your attention"));
    assert_eq!(
        officer.focus().name,
        "3 things need your attention",
        "what is wrong is read out first"
    );
    officer.press(Key::Tab);
    officer.press(Key::Enter);
    assert!(
        officer
            .focus()
            .name
            .starts_with("Is there anything to add?"),
        "{:?}",
        officer.focus()
    );
    accessible(officer, "section of fields with errors");
    officer.write("Is there anything to add?", "Not enough funding");
    officer.write("How many children do you look after?", "1,000");
    officer.write("Since when have you done so?", "1 April 2019");
    officer.go_to("Save and continue");
    assert_eq!(officer.path(), "/return/section/teams");
}
