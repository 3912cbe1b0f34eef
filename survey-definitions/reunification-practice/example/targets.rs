//! The totals that the example returns meet, in the order of the questionnaire.

/// How many authorities of each region take part.
pub(crate) const REGIONS: [(&str, usize); 9] = [
    ("North East", 6),
    ("North West", 11),
    ("Yorkshire and the Humber", 9),
    ("East Midlands", 3),
    ("West Midlands", 5),
    ("East of England", 9),
    ("London", 17),
    ("South East", 11),
    ("South West", 4),
];

/// How many authorities of each Ofsted rating take part.
pub(crate) const RATINGS: [(&str, usize); 4] = [
    ("Outstanding", 16),
    ("Good", 36),
    ("Requires improvement", 19),
    ("Inadequate", 4),
];

/// How many of those who take part may write comments; a few of them never do.
pub(crate) const WRITERS: usize = 60;

/// How eagerly returns come in: first day, last day (days after opening) and weight of a working day.
pub(crate) const RUSHES: [(usize, usize, usize); 8] = [
    (0, 7, 5),
    (8, 20, 1),
    (21, 24, 6),
    (25, 48, 1),
    (49, 52, 5),
    (53, 69, 1),
    (70, 74, 6),
    (75, 84, 7),
];

/// Days between the first answer and submission, drawn from at random.
pub(crate) const DAYS_TAKEN: [usize; 12] = [0, 0, 0, 0, 1, 1, 2, 4, 6, 7, 9, 14];

/// One question, one row of a grid, or a place for a comment.
pub(crate) struct Item {
    pub(crate) question: &'static str,
    pub(crate) row: &'static str,
    pub(crate) asked: Asked,
    pub(crate) wanted: Wanted,
}

/// Asked of those who gave one of the options to one of the questions; of everyone where empty.
pub(crate) type Asked = &'static [(&'static str, &'static [&'static str])];

/// Options and how many choose each.
pub(crate) type Counts = &'static [(&'static str, usize)];

pub(crate) enum Wanted {
    /// One option each, those who lean most towards the matter choosing the first.
    One {
        lean: Lean,
        counts: Counts,
    },
    /// Any number of options, of so many who answer; or the option that rules out the others.
    Several {
        lean: Lean,
        answered: usize,
        alone: (&'static str, usize),
        counts: Counts,
    },
    Comment,
}

/// A leaning that a question depends on, and how far, in hundredths; the rest is chance.
#[derive(Clone, Copy)]
pub(crate) struct Lean(pub(crate) usize, pub(crate) usize);

pub(crate) const LEANINGS: usize = 4;
pub(crate) const CHANCE: Lean = Lean(0, 0);
pub(crate) const PRACTICE: Lean = Lean(0, 55);
pub(crate) const PRESSURE: Lean = Lean(1, 50);
pub(crate) const FAMILY: Lean = Lean(2, 60);
pub(crate) const DATA: Lean = Lean(3, 65);

pub(crate) const EVERYONE: Asked = &[];
pub(crate) const WITH_TOOL: Asked = &[("uses-tool", &["yes"])];
pub(crate) const MORE_BEFORE: Asked = &[("more-before", &["yes"])];
pub(crate) const WITH_MONEY: Asked = &[("financial-help", &["yes"])];
pub(crate) const SUPPORTING: Asked = &[(
    "duration",
    &[
        "up-to-3-months",
        "up-to-6-months",
        "up-to-1-year",
        "beyond-1-year",
    ],
)];
pub(crate) const MORE_AFTER: Asked = &[("more-after", &["yes"])];
pub(crate) const FGDM_BEFORE: Asked = &[("fgdm-before", &["yes"])];
pub(crate) const FGDM_AFTER: Asked = &[("fgdm-after", &["yes"])];
pub(crate) const ANALYSING: Asked = &[
    ("data-stability", &["yes"]),
    ("data-unplanned", &["yes"]),
    ("data-before", &["yes"]),
    ("data-after", &["yes"]),
];

/// Every total that the returns have to meet.
#[rustfmt::skip]
pub(crate) const TABLE: &[Item] = &[
    one("role", EVERYONE, CHANCE, &[
        ("director", 3), ("assistant-director", 13), ("head-of-service", 24), ("service-manager", 19),
        ("social-worker", 4), ("reviewing-officer", 3), ("commissioner", 3), ("other", 3),
    ]),
    one("has-strategy", EVERYONE, PRACTICE, &[("yes", 29), ("no", 42), ("dont-know", 4)]),
    one("has-team", EVERYONE, PRACTICE, &[
        ("standalone", 14), ("within-another", 26), ("no", 33), ("dont-know", 2),
    ]),
    comment("comment-strategy"),
    one("uses-tool", EVERYONE, PRACTICE, &[("yes", 54), ("no", 14), ("dont-know", 5)]),
    several("which-tool", WITH_TOOL, PRACTICE, 54, ("dont-know", 1), &[
        ("nspcc", 24), ("own", 19), ("practice-model", 22), ("parenting-assessment", 11), ("other", 5),
    ]),
    one("tool-use", WITH_TOOL, CHANCE, &[
        ("as-written", 9), ("adapted", 19), ("uneven", 17), ("new", 4), ("dont-know", 3),
    ]),
    comment("comment-tools"),
    several("criteria", EVERYONE, PRACTICE, 70, ("dont-know", 1), &[
        ("breakdown", 62), ("cost", 29), ("siblings", 62), ("intention", 65),
    ]),
    comment("comment-identifying"),
    several("support-before", EVERYONE, PRACTICE, 73, ("none", 1), &[
        ("child-mental-health", 58), ("domestic-abuse", 67), ("substance-misuse", 66), ("child-therapy", 54),
        ("family-therapy", 41), ("parental-stress", 39), ("parenting-skills", 70), ("parent-mental-health", 44),
        ("other", 6),
    ]),
    one("more-before", EVERYONE, PRESSURE, &[("yes", 58), ("no", 11), ("dont-know", 5)]),
    row("barriers-before", "funding", MORE_BEFORE, &[("yes", 40), ("no", 13), ("dont-know", 5)]),
    row("barriers-before", "workforce", MORE_BEFORE, &[("yes", 37), ("no", 16), ("dont-know", 4)]),
    row("barriers-before", "services", MORE_BEFORE, &[("yes", 29), ("no", 21), ("dont-know", 7)]),
    row("barriers-before", "priority", MORE_BEFORE, &[("yes", 20), ("no", 29), ("dont-know", 9)]),
    comment("comment-before"),
    one("financial-help", EVERYONE, PRACTICE, &[("yes", 66), ("no", 3), ("dont-know", 4)]),
    several("financial-help-with", WITH_MONEY, PRACTICE, 65, ("dont-know", 2), &[
        ("travel", 58), ("household", 61), ("arrears", 29), ("deposit", 23), ("living", 41), ("childcare", 38),
        ("other", 4),
    ]),
    comment("comment-financial"),
    one("duration", EVERYONE, PRACTICE, &[
        ("beyond-1-year", 36), ("up-to-1-year", 9), ("up-to-6-months", 17), ("up-to-3-months", 8),
        ("dont-know", 4), ("none", 1),
    ]),
    several("support-after", SUPPORTING, PRACTICE, 69, ("none", 1), &[
        ("child-mental-health", 51), ("domestic-abuse", 57), ("substance-misuse", 58), ("child-therapy", 44),
        ("family-therapy", 35), ("parental-stress", 36), ("parenting-skills", 62), ("parent-mental-health", 37),
        ("other", 4),
    ]),
    one("more-after", EVERYONE, PRESSURE, &[("yes", 47), ("no", 20), ("dont-know", 8)]),
    row("barriers-after", "services", MORE_AFTER, &[("yes", 27), ("no", 8), ("dont-know", 3)]),
    row("barriers-after", "workforce", MORE_AFTER, &[("yes", 24), ("no", 12), ("dont-know", 1)]),
    row("barriers-after", "funding", MORE_AFTER, &[("yes", 33), ("no", 8), ("dont-know", 1)]),
    row("barriers-after", "priority", MORE_AFTER, &[("yes", 17), ("no", 16), ("dont-know", 1)]),
    row("barriers-after", "eligibility", MORE_AFTER, &[("yes", 19), ("no", 15), ("dont-know", 4)]),
    comment("comment-after"),
    one("fgdm-before", EVERYONE, FAMILY, &[("yes", 47), ("no", 17), ("dont-know", 5)]),
    one("fgdm-before-effective", FGDM_BEFORE, FAMILY, &[
        ("very", 17), ("somewhat", 23), ("not", 2), ("dont-know", 5),
    ]),
    one("fgdm-after", EVERYONE, FAMILY, &[("yes", 47), ("no", 19), ("dont-know", 5)]),
    one("fgdm-after-effective", FGDM_AFTER, FAMILY, &[
        ("very", 16), ("somewhat", 25), ("not", 1), ("dont-know", 5),
    ]),
    comment("comment-fgdm"),
    one("foster-carers", EVERYONE, FAMILY, &[("yes", 59), ("no", 8), ("dont-know", 6)]),
    comment("comment-foster-carers"),
    several("causes", EVERYONE, PRESSURE, 70, ("dont-know", 1), &[
        ("planning", 41), ("withdrawn", 24), ("services", 31), ("funding", 17), ("isolated", 47),
        ("thresholds", 9), ("complex", 52),
    ]),
    comment("comment-causes"),
    one("data-stability", EVERYONE, DATA, &[("yes", 29), ("no", 38), ("dont-know", 7)]),
    one("data-unplanned", EVERYONE, DATA, &[("yes", 30), ("no", 36), ("dont-know", 8)]),
    one("data-before", EVERYONE, DATA, &[("yes", 16), ("no", 45), ("dont-know", 9)]),
    one("data-after", EVERYONE, DATA, &[("yes", 16), ("no", 46), ("dont-know", 8)]),
    several("data-use", ANALYSING, DATA, 38, ("dont-know", 2), &[
        ("practice", 20), ("commissioning", 16), ("savings", 23), ("leaders", 31), ("other", 3),
    ]),
    comment("comment-data"),
    comment("comment-challenges"),
    comment("comment-works"),
    comment("comment-else"),
];

/// What those who ticked `other` wrote beside it, for each question that has one.
pub(crate) const OWN_WORDS: [(&str, &[&str]); 6] = [
    (
        "role",
        &[
            "Virtual school lead",
            "Consultant practitioner",
            "Service development officer",
        ],
    ),
    (
        "which-tool",
        &[
            "Regional toolkit",
            "Edge of care assessment used in reverse",
            "Readiness checklist",
            "A return home scorecard",
            "Viability assessment with additions",
        ],
    ),
    (
        "support-before",
        &[
            "Life story work",
            "Housing advice",
            "Mentoring for teenagers",
            "Parent advocacy",
            "Support groups run by parents",
            "Supported family time",
        ],
    ),
    (
        "financial-help-with",
        &[
            "White goods",
            "Taxi to school so the place isn't lost",
            "School uniform",
            "Phone credit",
        ],
    ),
    (
        "support-after",
        &[
            "Out of hours phone line",
            "Youth mentor",
            "Respite with the former carer",
            "Housing advice",
        ],
    ),
    (
        "data-use",
        &[
            "Sufficiency statement",
            "Case audits",
            "Regional benchmarking",
        ],
    ),
];

pub(crate) const fn one(question: &'static str, asked: Asked, lean: Lean, counts: Counts) -> Item {
    let wanted = Wanted::One { lean, counts };
    Item {
        question,
        row: "",
        asked,
        wanted,
    }
}

pub(crate) const fn several(
    question: &'static str,
    asked: Asked,
    lean: Lean,
    answered: usize,
    alone: (&'static str, usize),
    counts: Counts,
) -> Item {
    let wanted = Wanted::Several {
        lean,
        answered,
        alone,
        counts,
    };
    Item {
        question,
        row: "",
        asked,
        wanted,
    }
}

pub(crate) const fn comment(question: &'static str) -> Item {
    Item {
        question,
        row: "",
        asked: EVERYONE,
        wanted: Wanted::Comment,
    }
}

pub(crate) const fn row(
    question: &'static str,
    row: &'static str,
    asked: Asked,
    counts: Counts,
) -> Item {
    let wanted = Wanted::One {
        lean: PRESSURE,
        counts,
    };
    Item {
        question,
        row,
        asked,
        wanted,
    }
}
