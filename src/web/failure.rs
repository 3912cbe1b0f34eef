//! Why a request can't be met, each as a page that says what to do next.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use crate::definition::Survey;
use crate::returns::Refused;
use crate::store::StoreError;
use crate::views::{Link, Message, Page, Shell, ShownBack};

/// Why a request can't be met.
#[derive(Debug)]
pub enum Failure {
    /// Nothing is at this address.
    NoSuchPage,
    /// No link has this token.
    UnknownLink,
    /// The link has been taken back.
    RevokedLink,
    /// More links are being guessed at once than the server waits for.
    TooManyGuesses,
    /// No session, or one that has ended.
    NoSession,
    /// The session has ended, and what was sent is held until its link is opened again.
    SessionEnded,
    /// It is in somebody else's hands.
    NotYours,
    /// It can't be done as the return stands now.
    NotNow,
    /// The return waits for its signature; what was just typed is not kept.
    AwaitingSignOff,
    /// The unit does not take part; what was just typed is not kept.
    Declined,
    /// Words beyond what is kept beside a return.
    TooLong,
    /// The form doesn't come from a page of ours, or from one of another session.
    ForgedForm,
    /// The form names questions that this page doesn't have.
    OtherPage,
    /// The form speaks of a revision that the store has never had.
    UnknownRevision,
    /// The form is larger than any page of ours can be.
    TooLarge,
    /// The form can't be read.
    Unreadable,
    /// The wave takes no answers now; what was just typed is not kept.
    NotOpen,
    /// The return was submitted before; what was just typed is not kept.
    AlreadySubmitted,
    /// The folder that is being previewed has faults, a line each.
    Draft(Vec<String>),
    /// Something on our side, which the log tells.
    Broken,
}

impl Failure {
    #[expect(clippy::too_many_lines, reason = "one arm a page, side by side")]
    fn said(&self) -> Said {
        match self {
            Self::NoSuchPage => Said {
                status: StatusCode::NOT_FOUND,
                title: "There is no page at this address",
                paragraphs: &[
                    "If you typed the address, please check it. To answer a survey, open the personal \
                               link that was sent to you.",
                ],
                back: false,
            },
            Self::UnknownLink => Said {
                status: StatusCode::NOT_FOUND,
                title: "This link does not open a return",
                paragraphs: &[
                    "Please check that the whole link was copied, up to its last character; some mail \
                               programs break long links in two.",
                    "If it still does not open, ask whoever sent it \
                               for a new one.",
                ],
                back: false,
            },
            Self::RevokedLink => Said {
                status: StatusCode::GONE,
                title: "This link no longer works",
                paragraphs: &[
                    "A newer link was made in its place, or it was taken back. Please use the newer one, or ask \
                               whoever sent it for another. Everything saved is still there.",
                ],
                back: false,
            },
            Self::TooManyGuesses => Said {
                status: StatusCode::TOO_MANY_REQUESTS,
                title: "Please try again in a minute",
                paragraphs: &[
                    "Many links that do not work are being opened just now, and yours is not known either. Please check \
                               that the whole link was copied, and try it again in a minute.",
                ],
                back: false,
            },
            Self::SessionEnded => Said {
                status: StatusCode::UNAUTHORIZED,
                title: "Please open your link again: what you typed is held for you",
                paragraphs: &[
                    "Your time on this computer had ended. Open your personal link again in this browser or \
                               another; what you just sent will be saved then.",
                    "Everything you saved before is still there.",
                ],
                back: false,
            },
            Self::NotYours => Said {
                status: StatusCode::FORBIDDEN,
                title: "This is in somebody else’s hands",
                paragraphs: &[
                    "You can read every question and answer, and change what you hold. Nothing was changed just \
                               now. The list of sections says who holds what, and so whom to ask.",
                ],
                back: true,
            },
            Self::NotNow => Said {
                status: StatusCode::CONFLICT,
                title: "This can’t be done just now",
                paragraphs: &[
                    "The return has moved on since the page was loaded: somebody may have submitted it, sent it \
                               back or taken it back. Nothing was changed just now.",
                ],
                back: true,
            },
            Self::AwaitingSignOff => Said {
                status: StatusCode::CONFLICT,
                title: "This return is waiting to be signed",
                paragraphs: &[
                    "Somebody said that it is ready, so what you just sent was not saved. Once they take it back, or \
                               whoever signs sends it back, it can be changed again: keep what you typed until then, \
                               or ask one of them now.",
                ],
                back: true,
            },
            Self::Declined => Said {
                status: StatusCode::CONFLICT,
                title: "This return has been declined",
                paragraphs: &[
                    "Somebody said that you do not take part, so what you just sent was not saved. That can be \
                               changed until the survey closes.",
                ],
                back: true,
            },
            Self::TooLong => Said {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "That is too long",
                paragraphs: &[
                    "Please say it in fewer than 5,000 characters. Nothing was changed just now: go back, and what \
                               you wrote should still be there.",
                ],
                back: true,
            },
            Self::NoSession => Said {
                status: StatusCode::UNAUTHORIZED,
                title: "Please open your link again",
                paragraphs: &[
                    "Your time on this computer has ended, or you have not opened your personal link here. \
                               Open it again to go on; everything you saved is still there.",
                ],
                back: false,
            },
            Self::ForgedForm => Said {
                status: StatusCode::FORBIDDEN,
                title: "This page is out of date",
                paragraphs: &[
                    "It was not made for the link that is open in this browser now: perhaps another one was opened \
                               since. So what you just sent was not saved; what was saved before is still there. \
                               Open your own link again, go to the page, and save once more.",
                ],
                back: true,
            },
            Self::OtherPage => Said {
                status: StatusCode::BAD_REQUEST,
                title: "This page does not match the section",
                paragraphs: &[
                    "It holds questions that are not in this section, so what you just sent was not saved. \
                               Everything saved before is still there.",
                ],
                back: true,
            },
            Self::UnknownRevision => Said {
                status: StatusCode::CONFLICT,
                title: "This page does not match what is saved here",
                paragraphs: &[
                    "An answer on it was written over one that is not kept here, so that answer was not saved; the \
                               others on the page were. Go to your return, open the section again, and give \
                               the answer once more.",
                ],
                back: true,
            },
            Self::TooLarge => Said {
                status: StatusCode::PAYLOAD_TOO_LARGE,
                title: "That is more than a page can hold",
                paragraphs: &[
                    "What was sent is too large, so nothing of it was saved. Everything saved before is \
                               still there. Please shorten the longest answer and save again.",
                ],
                back: true,
            },
            Self::Unreadable => Said {
                status: StatusCode::BAD_REQUEST,
                title: "That could not be read",
                paragraphs: &[
                    "What was sent is no form of ours, so nothing of it was saved. Everything saved before \
                               is still there.",
                ],
                back: true,
            },
            Self::NotOpen => Said {
                status: StatusCode::CONFLICT,
                title: "This survey takes no answers now",
                paragraphs: &[
                    "It has closed or has not opened yet, so what you just sent was not saved. Everything \
                               saved before is still there and can be read.",
                ],
                back: true,
            },
            Self::AlreadySubmitted => Said {
                status: StatusCode::CONFLICT,
                title: "This return has been submitted",
                paragraphs: &[
                    "Its answers can’t be changed here any more, so what you just sent was not saved. What \
                               was submitted is kept and can be read; the research team can open it again for you.",
                ],
                back: true,
            },
            Self::Draft(_) => Said {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: "The survey folder has faults",
                paragraphs: &["Mend them and save; this page then loads again by itself."],
                back: false,
            },
            Self::Broken => Said {
                status: StatusCode::INTERNAL_SERVER_ERROR,
                title: "Something went wrong on our side",
                paragraphs: &[
                    "What you sent just now may not have been saved. Please try again in a few minutes; \
                               everything saved before is still there.",
                ],
                back: true,
            },
        }
    }
}

struct Said {
    status: StatusCode,
    title: &'static str,
    paragraphs: &'static [&'static str],
    back: bool,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.said().title)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::Broken
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotYours => Self::NotYours,
            Refused::WaveNotOpen => Self::NotOpen,
            Refused::Already(_) => Self::AlreadySubmitted,
            Refused::NotNow | Refused::Missing(_) | Refused::Changed => Self::NotNow,
        }
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        self.said().status
    }

    fn error_response(&self) -> HttpResponse {
        self.page(None, None)
    }
}

impl Failure {
    /// What has become of what was typed, as it is shown back.
    pub(super) fn of_what_was_typed(&self) -> &'static str {
        match self {
            Self::SessionEnded => "It is held for you. Here it is as well, to be read or copied:",
            Self::UnknownRevision => "Here is the whole page as you sent it, to be read or copied:",
            Self::Broken => {
                "It may not have been saved. Here it is, to be copied; please keep this page until you have \
                 looked whether it is there:"
            }
            _ => {
                "None of it was saved just now. Here it is, to be copied; please keep this page until you have:"
            }
        }
    }

    /// The page that tells of it, with the survey that was asked about and what was typed, where they are known.
    pub(super) fn page(&self, survey: Option<&Survey>, typed: Option<ShownBack>) -> HttpResponse {
        let said = self.said();
        let (faults, is_preview) = match self {
            Self::Draft(faults) => (faults.as_slice(), true),
            _ => (&[][..], false),
        };
        let shell = match survey {
            Some(survey) => Shell::of_survey(survey, said.title),
            None => Shell::bare(said.title),
        };
        let page = Message {
            shell: shell.previewing(is_preview),
            typed,
            paragraphs: said
                .paragraphs
                .iter()
                .map(|one| (*one).to_owned())
                .chain(faults.iter().cloned())
                .collect(),
            link: said.back.then(|| Link {
                href: "/return".to_owned(),
                text: match self {
                    Self::ForgedForm => "Go to the return that is open here now",
                    _ => "Go to your return",
                }
                .to_owned(),
            }),
        };
        HttpResponse::build(said.status)
            .content_type("text/html; charset=utf-8")
            .body(page.render())
    }
}

pub(super) async fn not_found() -> Result<HttpResponse, Failure> {
    Err(Failure::NoSuchPage)
}
