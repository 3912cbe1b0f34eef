//! What a command says: progress and results to standard output, faults and errors to standard error.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::definition::{Fault, Folder};

/// One line of result.
pub(super) fn line(text: impl AsRef<str>) {
    // A closed pipe is the reader's choice and no error of ours.
    let _ = writeln!(std::io::stdout(), "{}", text.as_ref());
}

/// A table as CSV. Its cells are guarded already where people wrote them.
pub(super) fn table<const COLUMNS: usize>(
    header: [&str; COLUMNS],
    lines: impl IntoIterator<Item = [String; COLUMNS]>,
) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(std::io::stdout());
    writer.write_record(header)?;
    for line in lines {
        writer.write_record(line)?;
    }
    Ok(writer.flush()?)
}

/// Why it could not be done, with every cause.
pub(super) fn error(error: &anyhow::Error) {
    let _ = writeln!(std::io::stderr(), "error: {error:#}");
}

/// Every fault with the line it stands on; the exit code that goes with them.
pub(super) fn faults(faults: &[Fault], folder: &Folder) -> ExitCode {
    let renderer = if std::io::stderr().is_terminal() {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .decor_style(DecorStyle::Ascii);
    let mut out = std::io::stderr().lock();
    for fault in faults {
        let _ = writeln!(out, "{}\n", rendered(fault, folder, &renderer));
    }
    let count = faults.len();
    let what = if count == 1 { "fault" } else { "faults" };
    let _ = writeln!(out, "{count} {what}");
    ExitCode::from(1)
}

fn rendered(fault: &Fault, folder: &Folder, renderer: &Renderer) -> String {
    let mut group = Group::with_title(Level::ERROR.primary_title(fault.message.as_str()));
    if let Some(text) = folder.text(&fault.place.file) {
        let span = shown(text, &fault.place.span);
        group = group.element(
            Snippet::source(text)
                .path(fault.place.file.as_str())
                .annotation(AnnotationKind::Primary.span(span)),
        );
    }
    if let Some(help) = &fault.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The part of a span that is on its first line: a whole section need not be printed to point at it.
fn shown(text: &str, span: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = text.floor_char_boundary(span.start);
    let end = text.floor_char_boundary(span.end).max(start);
    let line_end = text[start..end]
        .find('\n')
        .map_or(end, |newline| start + newline);
    start..line_end
}
