//! The walls of the house: which room may know which, as ARCHITECTURE.md has it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::folder;

/// Each room with the rooms it may import. `clock`, `secret`, `hex` and `nearest` are for everyone.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("definition", &["analysis"]),
    ("questionnaire", &["definition"]),
    ("returns", &["definition", "questionnaire"]),
    (
        "store",
        &["definition", "questionnaire", "returns", "migrations"],
    ),
    (
        "dataset",
        &["definition", "questionnaire", "returns", "analysis"],
    ),
    (
        "simulate",
        &[
            "dataset",
            "definition",
            "questionnaire",
            "returns",
            "analysis",
        ],
    ),
    ("export", &["dataset", "definition", "returns", "analysis"]),
    (
        "views",
        &["definition", "questionnaire", "returns", "analysis"],
    ),
    ("documents", &[]),
    (
        "pack",
        &["definition", "questionnaire", "returns", "documents"],
    ),
    ("report", &["definition", "analysis", "views"]),
    ("config", &[]),
    (
        "fieldwork",
        &["config", "definition", "returns", "store", "views"],
    ),
    ("shipped", &["definition"]),
    (
        "web",
        &[
            "definition",
            "questionnaire",
            "returns",
            "store",
            "views",
            "documents",
            "pack",
            "report",
            "export",
            "dataset",
        ],
    ),
    ("clock", &[]),
    ("secret", &[]),
];

/// Libraries that only one room may use.
const KEPT: &[(&str, &str)] = &[
    ("sea_orm", "store"),
    ("tera", "views"),
    ("actix_web", "web"),
    ("actix_files", "web"),
    ("anyhow", "cli"),
    ("clap", "cli"),
    ("typst", "documents"),
    ("typst_layout", "documents"),
    ("typst_pdf", "documents"),
    ("rust_xlsxwriter", "documents"),
    ("calamine", "documents"),
    ("zip", "documents"),
    ("quick_xml", "documents"),
    ("lettre", "fieldwork"),
];

const OURS: &[&str] = &[
    "analysis",
    "migrations",
    "definition",
    "questionnaire",
    "returns",
    "store",
    "dataset",
    "documents",
    "export",
    "pack",
    "simulate",
    "views",
    "report",
    "config",
    "fieldwork",
    "shipped",
    "web",
    "cli",
];

#[test]
fn rooms_import_only_what_they_may() {
    for (room, may) in MAY_IMPORT {
        for (file, source) in sources(room) {
            for name in imported(&source) {
                let is_wall =
                    OURS.contains(&name.as_str()) && name != *room && !may.contains(&name.as_str());
                assert!(
                    !is_wall,
                    "{} imports `{name}`, which `{room}` must not know",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn each_kept_library_has_one_room() {
    for (room, _) in MAY_IMPORT {
        for (file, source) in sources(room) {
            for (library, keeper) in KEPT {
                let uses = source.contains(&format!("{library}::"));
                assert!(!uses || keeper == room, "{} uses {library}", file.display());
            }
        }
    }
}

#[test]
fn the_analysis_knows_no_files_clock_or_database() {
    let manifest =
        fs::read_to_string(folder("analysis/Cargo.toml")).expect("the manifest is there");
    let manifest: toml::Table = manifest.parse().expect("the manifest is TOML");
    let known: BTreeSet<&str> = manifest["dependencies"]
        .as_table()
        .expect("a table")
        .keys()
        .map(String::as_str)
        .collect();
    let expected = [
        "csv",
        "foldhash",
        "plotters",
        "rust-stemmers",
        "serde",
        "thiserror",
        "unicode-segmentation",
    ];
    assert_eq!(known, BTreeSet::from(expected));
    for path in rust_files(&folder("analysis/src")) {
        let source = fs::read_to_string(&path).expect("sources are text");
        for forbidden in ["std::fs", "std::time", "std::env", "std::net", "async "] {
            assert!(
                !source.contains(forbidden),
                "{} has {forbidden}",
                path.display()
            );
        }
    }
}

/// An address that is registered in one place alone can be in no other but the table that says who may use it.
#[test]
fn every_address_is_registered_by_the_table_of_routes() {
    let (table, site) = (folder("src/web/routes.rs"), folder("src/web/mod.rs"));
    for path in rust_files(&folder("src")) {
        let source = fs::read_to_string(&path).expect("sources are text");
        for (registers, only) in [
            (".route(", Some(&table)),
            ("web::get(", Some(&table)),
            ("web::head(", Some(&table)),
            ("web::post(", Some(&table)),
            (".configure(", Some(&site)),
            (".default_service(", Some(&site)),
            ("HttpServer::new(", Some(&site)),
            (".service(", None),
            ("web::resource(", None),
            ("web::scope(", None),
            ("web::route(", None),
            ("web::method(", None),
            ("Files::new(", None),
            ("#[get(", None),
            ("#[post(", None),
            ("#[route(", None),
        ] {
            assert!(
                only == Some(&path) || !source.contains(registers),
                "{} has {registers}…: give the address a row of the table in src/web/routes.rs",
                path.display()
            );
        }
    }
    let source = fs::read_to_string(&site).expect("sources are text");
    let registered =
        source.matches(".configure(").count() + source.matches(".default_service(").count();
    assert_eq!(registered, 2, "the table, and what there is no page for");
}

/// The first names of every path that begins with `crate::` or with one of our crates.
fn imported(source: &str) -> BTreeSet<String> {
    let name = |rest: &str| -> String {
        rest.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let mut found: BTreeSet<String> = source
        .split("crate::")
        .skip(1)
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .map(|one| name(one.trim()))
                .collect(),
            None => vec![name(rest)],
        })
        .collect();
    for ours in ["analysis", "migrations"] {
        if source
            .lines()
            .any(|line| line.contains(&format!("{ours}::")) && !line.contains("crate::"))
        {
            found.insert(ours.to_owned());
        }
    }
    found
}

fn sources(room: &str) -> Vec<(PathBuf, String)> {
    let dir = folder("src").join(room);
    let files = if dir.is_dir() {
        rust_files(&dir)
    } else {
        vec![folder("src").join(format!("{room}.rs"))]
    };
    files
        .into_iter()
        .map(|path| {
            let source = fs::read_to_string(&path).expect("sources are text");
            (path, source)
        })
        .collect()
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    fs::read_dir(dir)
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder is readable").path())
        .flat_map(|path| {
            if path.is_dir() {
                rust_files(&path)
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                vec![path]
            } else {
                Vec::new()
            }
        })
        .collect()
}
