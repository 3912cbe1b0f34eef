//! The pages in a real browser: by keyboard alone, with and without scripts, held to the rules of WCAG 2.2 AA.

mod by_keyboard;
mod states;
