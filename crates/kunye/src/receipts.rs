//! Where a provider's HTTPS interface posts its delivery receipts: `POST /gecit/sms/{token}`.

use crate::wiring::Line;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use kunye_core::messages::StoreReceipts;
use kunye_core::messages::ports::Receipts;
use kunye_core::world::World;
use kunye_kernel::error::{Kind, Result};
use kunye_messaging::HttpsGateway;
use std::sync::Arc;

/// Larger than any provider's batch.
const LIMIT: usize = 256 * 1024;

#[derive(Clone)]
struct Desk {
    world: World,
    gateway: Arc<HttpsGateway>,
    /// The token's fingerprint: fingerprints are compared, so that time tells nothing about the token.
    token: Arc<str>,
}

/// No routes where no receipts come this way.
pub fn routes(line: &Line, world: &World) -> Result<Router> {
    let Line::Https { gateway, token: Some(token) } = line else { return Ok(Router::new()) };
    let token = fingerprint(world, token.expose())?.into();
    let desk = Desk { world: world.clone(), gateway: gateway.clone(), token };
    Ok(Router::new().route("/gecit/sms/{token}", post(take)).layer(DefaultBodyLimit::max(LIMIT)).with_state(desk))
}

async fn take(State(desk): State<Desk>, Path(token): Path<String>, body: Bytes) -> StatusCode {
    let taken = tokio::task::spawn_blocking(move || desk.take(&token, &body)).await;
    match taken {
        Ok(Ok(true)) => StatusCode::NO_CONTENT,
        Ok(Ok(false)) => StatusCode::NOT_FOUND,
        Ok(Err(error)) => {
            tracing::warn!(%error, "receipts were not taken");
            // Anything but "your fault" makes the provider send them again.
            if matches!(error.kind, Kind::Invalid(_)) { StatusCode::BAD_REQUEST } else { StatusCode::SERVICE_UNAVAILABLE }
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl Desk {
    /// `false` for a wrong token.
    fn take(&self, token: &str, body: &[u8]) -> Result<bool> {
        if fingerprint(&self.world, token)? != *self.token {
            return Ok(false);
        }
        let store = StoreReceipts(self.world.clone());
        for receipt in self.gateway.parse_receipts(body, self.world.now())? {
            store.receive(receipt)?;
        }
        Ok(true)
    }
}

fn fingerprint(world: &World, token: &str) -> Result<String> {
    world.vault.fingerprint("receipt-token", token.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wiring::{Ground, NoGateway};
    use axum::body::Body;
    use axum::http::Request;
    use kunye_kernel::secret::Secret;
    use tower::ServiceExt;

    const TOKEN: &str = "0123456789abcdef0123";

    /// The status that a posted body gets.
    async fn post(router: &Router, token: &str, body: &str) -> u16 {
        let request = Request::post(format!("/gecit/sms/{token}")).body(Body::from(body.to_owned())).unwrap();
        router.clone().oneshot(request).await.unwrap().status().as_u16()
    }

    #[tokio::test]
    async fn receipts_come_in_with_the_token_only() {
        let folder = tempfile::tempdir().unwrap();
        let ground = Ground { hashes_at_once: 1, ..Ground::inside(folder.path()) };
        let world = ground.world(Arc::new(NoGateway), Arc::new(NoGateway)).unwrap();
        world.db.migrate().unwrap();
        let settings = r#"
            url = "http://127.0.0.1:9/send"
            sender = "KURUM"
            [body.form]
            text = "{text}"
            [receipts]
            reference = "/id"
            state = "/state"
            states = { ok = "delivered" }
        "#;
        let gateway = HttpsGateway::new(toml::from_str(settings).unwrap(), tokio::runtime::Handle::current()).unwrap();
        let line = Line::Https { gateway: Arc::new(gateway), token: Some(Secret::new(TOKEN)) };
        let router = routes(&line, &world).unwrap();

        assert_eq!(post(&router, TOKEN, r#"{"id":"A1","state":"ok"}"#).await, 204);
        assert_eq!(post(&router, TOKEN, "id=A1&state=ok").await, 204);
        assert_eq!(post(&router, TOKEN, r#"{"state":"ok"}"#).await, 400);
        assert_eq!(post(&router, "0123456789abcdef0124", r#"{"id":"A1","state":"ok"}"#).await, 404);
        assert_eq!(post(&router, TOKEN, &"x".repeat(LIMIT + 1)).await, 413);
        assert_eq!(post(&routes(&Line::None, &world).unwrap(), TOKEN, "id=A1&state=ok").await, 404);
    }
}
