//! `canvass serve`

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};

use super::place::Place;
use super::said;
use crate::store::Store;
use crate::web::{self, App};

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    address: Address,
    /// A report's folder to serve under /report/, for everyone who can reach the server
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

/// Where the server listens.
#[derive(clap::Args)]
pub(super) struct Address {
    /// The address and port to listen on; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(super) listen: SocketAddr,
    /// The address that people reach the server by, such as <https://survey.example.org>; with HTTPS, by a
    /// proxy in front of it, cookies are kept to it
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(super) base_url: Option<String>,
}

fn base_url(text: &str) -> Result<String, String> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .filter(|rest| !rest.is_empty() && !rest.contains(['?', '#', ' ']));
    match rest {
        Some(_) => Ok(text.trim_end_matches('/').to_owned()),
        None => Err(format!(
            "`{text}` is no address such as https://survey.example.org"
        )),
    }
}

impl Address {
    pub(super) fn bind(&self) -> anyhow::Result<TcpListener> {
        TcpListener::bind(self.listen).with_context(|| {
            format!(
                "{} can't be listened on; another program may be using it, so try another port with --listen",
                self.listen
            )
        })
    }
}

pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    if let Some(folder) = args
        .report
        .as_ref()
        .filter(|one| !one.join("index.html").exists())
    {
        bail!(
            "{} holds no report; `canvass report FROZEN --out DIR` writes one",
            folder.display()
        );
    }
    let listener = args.address.bind()?;
    actix_web::rt::System::new().block_on(async {
        let store = args.place.open().await?;
        said::line(format!("Serving on http://{}", listener.local_addr()?));
        serve(store, &args.address, listener, args.report).await
    })
}

/// Serves until the process is told to stop.
pub(super) async fn serve(
    store: Store,
    address: &Address,
    listener: TcpListener,
    report: Option<PathBuf>,
) -> anyhow::Result<ExitCode> {
    let base_url = match &address.base_url {
        Some(url) => url.clone(),
        None => format!("http://{}", listener.local_addr()?),
    };
    web::serve(App::new(store, &base_url, false), listener, report)
        .await
        .context("the server stopped")?;
    Ok(ExitCode::SUCCESS)
}
