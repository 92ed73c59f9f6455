// The API's answers about how well we see, and what people want read at once.
#include "app/api.hpp"
#include "app/present_sight.hpp"

namespace rw::app {

Api::Answer Api::accounts(web::Call) {
    Json out;
    out.object().key("items").array();
    for (auto const& seat : office_.seats())
        write_account(out, *seat, clock_.now());
    out.end_array().key("next_cursor").null().end_object();
    co_return web::json(200, out.text());
}

Api::Answer Api::poll(web::Call call) {
    auto const account = call.path_value("account");
    auto* const seat = office_.find(account);
    if (seat == nullptr) co_return web::problem(404, "there is no account " + account);
    if (!seat->lease.tenure())
        co_return web::problem(503,
                               "another daemon works for this account, or none yet: ask again in a moment");
    auto const list = call.path_value("list");
    auto const asked = reach_.poll(*seat, list);
    if (!asked) co_return web::problem(asked.error().kind == Fault::refused ? 409 : 404, asked.error().doing);
    Json out;
    out.object().field("account", seat->account).field("list", list).field("asked", true).end_object();
    co_return web::json(200, out.text());
}

/// The answers under the conversation's post are read again, soon.
Api::Answer Api::refresh(web::Call call) {
    auto const found = co_await office_.conversation(call.path_value("id"));
    if (!found) co_return web::problem(found.error().kind == Fault::gone ? 404 : 503, found.error().doing);
    if (!found->seat->lease.tenure())
        co_return web::problem(503,
                               "another daemon works for this account, or none yet: ask again in a moment");
    if (found->conversation.root.none())
        co_return web::problem(422, "private messages stand under no post: there is nothing to read again");
    reach_.read_post(*found->seat, found->conversation.root);
    co_return show(*found->seat, found->conversation);
}

}  // namespace rw::app
