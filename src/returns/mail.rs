//! Mail about a return: what it says, and to whom. Its words are templates, its links drawn when it is sent.

/// Why somebody is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailKind {
    /// They have been brought in to answer.
    Invited,
    /// The return waits for their signature.
    ReadyToSign,
    /// It was sent back to them instead of signed.
    SentBack,
    /// The research team opened it again.
    Reopened,
}

impl MailKind {
    const ALL: [Self; 4] = [
        Self::Invited,
        Self::ReadyToSign,
        Self::SentBack,
        Self::Reopened,
    ];

    /// As the store keeps it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::ReadyToSign => "ready-to-sign",
            Self::SentBack => "sent-back",
            Self::Reopened => "reopened",
        }
    }

    /// Reads what the store keeps.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}
