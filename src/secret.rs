//! Tokens: the one place that draws chance, and the only form in which a link may be kept.

use sha2::{Digest, Sha256};

/// A secret that opens one return or one session: 160 bits of chance, in 32 characters that can be read
/// aloud and typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// What the store keeps of a token: from it the token can't be had again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenHash(String);

/// Lower-case letters and digits without those that are mistaken for one another.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz123456789";
const LENGTH: usize = 32;

impl Token {
    /// Draws a new one.
    ///
    /// # Panics
    /// Where the operating system has no randomness to give; then nothing may be issued.
    pub fn draw() -> Self {
        Self(draw(LENGTH))
    }

    /// Takes what somebody sent as a token, where it could be one.
    pub fn received(text: &str) -> Option<Self> {
        let could_be = text.len() == LENGTH && text.bytes().all(|byte| ALPHABET.contains(&byte));
        could_be.then(|| Self(text.to_owned()))
    }

    /// The secret itself: for a link or a cookie, never for a log.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the store keeps. A plain hash is enough, because nobody can guess 160 bits.
    pub fn hash(&self) -> TokenHash {
        TokenHash(digest("link", &self.0))
    }

    /// The token that a form carries to prove it came from a page of ours, which nobody can make without
    /// the secret.
    pub fn form_token(&self) -> String {
        self.hash().form_token()
    }
}

impl TokenHash {
    /// Takes what the store keeps.
    pub fn kept(hash: String) -> Self {
        Self(hash)
    }

    /// As the store keeps it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The token that this secret's forms carry. It is made of the hash, so that the store knows the forms of
    /// every session that it keeps.
    pub fn form_token(&self) -> String {
        digest("form", &self.0)
    }
}

/// A reference for a submitted return, such as `K7QD-3MXP`: 40 bits, told apart by the store.
pub fn reference() -> String {
    let drawn = draw(8).to_uppercase();
    let (first, second) = drawn.split_at(4);
    format!("{first}-{second}")
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the place the rule points to"
)]
fn draw(length: usize) -> String {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]))
        .collect()
}

fn digest(purpose: &str, text: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(purpose);
    hash.update([0]);
    hash.update(text);
    crate::hex(&hash.finalize())
}
