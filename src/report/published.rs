//! What was published before, judged beside the findings of the report.

use analysis::audit::{self, Judged, Publication, Verdict};

use super::Material;
use crate::definition::{self, CLAIMS_FILE};
use crate::views::{ReportClaim, ReportMeaning, ReportPublished};

/// The claims of a survey folder, and what is said of each.
pub(super) struct Published {
    publication: Publication,
    judged: Vec<Judged>,
}

impl Published {
    /// Judges the claims of the folder; why there are none, otherwise.
    pub(super) fn read(material: &Material<'_>) -> Result<Self, String> {
        let text = material
            .folder
            .text(CLAIMS_FILE)
            .ok_or_else(|| format!("this folder has no `{CLAIMS_FILE}`"))?;
        let ours = audit::our_figures(material.findings);
        let publication = definition::claims(CLAIMS_FILE, text, Some(&ours)).map_err(|faults| {
            let first = faults.first().map(ToString::to_string).unwrap_or_default();
            format!("`{CLAIMS_FILE}` has faults; `canvass audit` lists them all: {first}")
        })?;
        // Nobody gave the numbers of a pilot, so that nothing published is wrong because it differs from them.
        let held_against = Some(&ours).filter(|_| !material.pilot);
        let judged = audit::audit(&publication, held_against);
        Ok(Self {
            publication,
            judged,
        })
    }

    /// Every claim that isn't consistent, with the reason.
    pub(super) fn page(&self) -> ReportPublished {
        let claims = self.publication.claims.iter().zip(&self.judged);
        let inconsistent: Vec<_> = claims
            .filter(|(_, judged)| !judged.is_consistent())
            .collect();
        let occurs = |verdict: &Verdict| {
            let mut judged = inconsistent.iter();
            judged.any(|(_, one)| one.verdicts.contains(verdict))
        };
        ReportPublished {
            claims: self.judged.len(),
            consistent: self.judged.len() - inconsistent.len(),
            meanings: Verdict::ALL
                .into_iter()
                .filter(occurs)
                .map(|verdict| ReportMeaning {
                    word: verdict.word(),
                    meaning: verdict.meaning(),
                })
                .collect(),
            rows: inconsistent
                .iter()
                .map(|(claim, judged)| ReportClaim {
                    text: claim.text.clone(),
                    numbers: claim.numbers(),
                    words: judged
                        .verdicts
                        .iter()
                        .map(|verdict| verdict.word())
                        .collect(),
                    why: judged.why.clone(),
                })
                .collect(),
        }
    }
}
