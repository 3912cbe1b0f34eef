//! `canvass serve`

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::sync::watch;

use super::place::Place;
use super::{said, wrong_command_line};
use crate::config::{MailGiven, MailSettings};
use crate::fieldwork::{Post, Sender};
use crate::store::Store;
use crate::web::{self, App};

/// How long a mail that is being sent may take to its end once the server has stopped.
const LAST_MAIL: Duration = Duration::from_secs(5);

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    address: Address,
    /// A report's folder to serve under /report/, for everyone who can reach the server
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    #[command(flatten)]
    mail: MailArgs,
    #[command(flatten)]
    place: Place,
}

/// How mail is sent.
#[derive(clap::Args)]
struct MailArgs {
    /// The server that takes mail, such as <smtps://user:password@mail.example.org>; better given in the
    /// environment, since others on the machine can read a command line
    #[arg(long, value_name = "URL", env = "CANVASS_SMTP", hide_env_values = true)]
    smtp: Option<String>,
    /// The address that mail comes from, alone or after a name as in a letter: Home visits <visits@example.org>
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "CANVASS_MAIL_FROM",
        hide_env = true
    )]
    mail_from: Option<String>,
    /// How many seconds after its first failure a mail is tried again; each pause after is twice as long, up
    /// to an hour
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    mail_retry: u32,
}

impl MailArgs {
    /// The settings, and the post that they open.
    fn read(&self, base_url: Option<&str>) -> Result<Option<Mail>, String> {
        let given = MailGiven {
            server: self.smtp.as_deref(),
            sender: self.mail_from.as_deref(),
            base_url,
            first_pause: self.mail_retry,
        };
        let Some(settings) = MailSettings::read(&given).map_err(|wrong| wrong.to_string())? else {
            return Ok(None);
        };
        let post = Post::open(&settings).map_err(|wrong| wrong.to_string())?;
        if settings.server.is_in_the_clear() {
            tracing::warn!(
                "mail and the links in it go to the mail server in the clear; use smtps:// or ?tls=required"
            );
        }
        Ok(Some(Mail { settings, post }))
    }
}

/// A post that is open, and the settings it was opened with.
pub(super) struct Mail {
    settings: MailSettings,
    post: Post,
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
    /// The address that people reach the server by: as told, else where it listens.
    pub(super) fn base_url(&self, listener: &TcpListener) -> anyhow::Result<String> {
        Ok(match &self.base_url {
            Some(url) => url.clone(),
            None => format!("http://{}", listener.local_addr()?),
        })
    }

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
    let mail = args.mail.read(args.address.base_url.as_deref());
    let mail = mail.unwrap_or_else(|wrong| wrong_command_line(wrong));
    let listener = args.address.bind()?;
    actix_web::rt::System::new().block_on(async {
        let store = args.place.open().await?;
        said::line(format!("Serving on http://{}", listener.local_addr()?));
        serve(store, &args.address, listener, args.report, mail).await
    })
}

/// Serves, and sends mail beside it, until the process is told to stop.
pub(super) async fn serve(
    store: Store,
    address: &Address,
    listener: TcpListener,
    report: Option<PathBuf>,
    mail: Option<Mail>,
) -> anyhow::Result<ExitCode> {
    let base_url = address.base_url(&listener)?;
    let store = Arc::new(store);
    let app = App::new(Arc::clone(&store), &base_url, mail.is_some());
    let (stop, stopped) = watch::channel(false);
    let sending = mail.map(|Mail { settings, post }| {
        let sender = Sender::new(store, post, &settings.base_url, settings.first_pause);
        tokio::spawn(sender.run(stopped))
    });
    let served = web::serve(app, listener, report).await;
    stop.send_replace(true);
    if let Some(sending) = sending {
        // A mail that takes longer is left as if the process had died: it is sent again by the next.
        let _ = tokio::time::timeout(LAST_MAIL, sending).await;
    }
    served.context("the server stopped")?;
    Ok(ExitCode::SUCCESS)
}
