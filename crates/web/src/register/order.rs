//! Suspending, resuming and closing an account, for whoever administers its unit, or the unit where its owner works.

use super::rows::{Choice, person_href, unit_href};
use crate::answer::{Answer, see_other};
use crate::errors::together;
use crate::flash::Flash;
use crate::input::Form;
use crate::render::Page;
use crate::visit::{Message, Visit};
use axum::extract::Path;
use kunye_core::accounts::orders::{self, Order};
use kunye_core::accounts::{AccountKind, AccountState};
use kunye_core::register;
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Ask {
    /// Address and name of the unit, or of the person.
    of: [String; 2],
    kind: AccountKind,
    user_name: String,
    state: AccountState,
    /// Whether it is the reader's own, about which they give no orders.
    own: bool,
    /// None where the account is closed: a request opens it again.
    orders: Vec<Choice>,
    form: OrderForm,
    errors: Vec<Message>,
}

impl Page for Ask {
    const TEMPLATE: &'static str = "register/order.html";
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderForm {
    order: String,
    reason: String,
}

const ORDERS: [(Order, &str); 3] = [(Order::Suspend, "suspend"), (Order::Resume, "resume"), (Order::Close, "close")];

impl OrderForm {
    /// The order; or everything that is wrong, at once.
    fn order(&self) -> Result<Order> {
        let named = ORDERS.into_iter().find(|(_, name)| *name == self.order);
        let order = named.map(|(order, _)| order).ok_or_else(|| Error::field("order", "register-order-none"));
        match (order, orders::why(&self.reason)) {
            (Ok(order), Ok(_)) => Ok(order),
            (order, why) => Err(together([order.err(), why.err()].into_iter().flatten())),
        }
    }
}

async fn page(visit: &Visit, user_name: &str, form: OrderForm) -> Result<Ask> {
    let (actor, name) = (visit.actor(), user_name.to_owned());
    let read = move |world: &World| {
        world.db.read(|conn| {
            let (account, unit) = orders::administered(conn, &actor, &name, world.today())?;
            let owner = match account.kind {
                AccountKind::Unit => register::unit(conn, &unit)?.map(|unit| [unit_href(&unit), unit.name]),
                AccountKind::Personal => {
                    register::person(conn, &account.person_id)?.map(|person| [person_href(&person), person.full_name()])
                }
            };
            Ok((account, owner.ok_or_else(Error::not_found)?))
        })
    };
    let (account, of) = visit.app.run(read).await?;
    let possible = ORDERS.into_iter().filter(|(order, _)| Order::possible(account.state).contains(order));
    let choice = |(_, name): (Order, &str)| Choice {
        value: name.to_owned(),
        text: visit.text(&format!("register-order-{name}")),
        hint: visit.text(&format!("register-order-{name}-hint")),
    };
    Ok(Ask {
        of,
        own: orders::is_own(&account, &visit.actor()),
        kind: account.kind,
        orders: possible.map(choice).collect(),
        user_name: account.user_name,
        state: account.state,
        form,
        errors: Vec::new(),
    })
}

/// `GET /kayit/hesap/{user_name}/durum`
pub async fn ask(visit: Visit, Path(user_name): Path<String>) -> Answer {
    visit.page(&page(&visit, &user_name, OrderForm::default()).await?)
}

/// `POST /kayit/hesap/{user_name}/durum`
pub async fn give(visit: Visit, Path(user_name): Path<String>, Form(form): Form<OrderForm>) -> Answer {
    let page = page(&visit, &user_name, form.clone()).await?;
    let (actor, given) = (visit.actor(), form);
    let done = visit.app.run(move |world| orders::give(world, &actor, &user_name, given.order()?, &given.reason));
    match done.await {
        Ok(account) => {
            let told = Flash::success("register-order-done").with("user", account.user_name);
            Ok(told.on(&visit.app, see_other(&page.of[0]))?)
        }
        Err(error) => visit.refuse(error, |errors| Ask { errors, ..page }, "order"),
    }
}
