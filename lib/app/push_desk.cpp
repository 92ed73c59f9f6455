#include "app/push_desk.hpp"

#include "core/log.hpp"
#include "net/digest.hpp"

#include <algorithm>

namespace rw::app {
namespace {

constexpr std::size_t longest_push = 64 << 10;  // bytes
constexpr std::size_t longest_nonce = 64;
constexpr Span fresh_for = 10min;  // either way: the platform's clock and ours are not one
constexpr Span answer_within = 4s;
constexpr Span refusals_told_every = 1min;

bool worth_repeating(Fault kind) {
    return passes(kind) || kind == Fault::stopped;
}

}  // namespace

/// A push on its way into the store. It goes on when its sender is no longer waited for.
struct PushDesk::Pending {
    Line line;
    web::Call call;
    std::optional<net::Response> response;
    net::Bell answered;
};

void PushDesk::add_routes(web::Router& router) {
    auto const action = [this](web::Call call) { return answer(std::move(call)); };
    router.add("GET", "/weibo/push/{account}", web::Role::none, action);
    router.add("POST", "/weibo/push/{account}", web::Role::none, action);
}

net::Task<net::Response> PushDesk::answer(web::Call call) {
    auto const& name = call.path_value("account");
    auto const found =
        std::ranges::find_if(settings_.lines, [&](Line const& line) { return line.account.text() == name; });
    if (found == settings_.lines.end()) co_return web::problem(404, "no account with a fan service is here");
    auto const pending = std::make_shared<Pending>();
    pending->line = *found;
    if (call.request.body.size() > longest_push)
        co_return refused(pending->line, 413, "a push has at most 64 KiB");
    if (auto const why = why_refused(call); !why.empty()) co_return refused(pending->line, 403, why);
    pending->call = std::move(call);
    world_.loop.spawn("push", work(*this, pending));
    co_await pending->answered.wait(world_.clock, answer_within);
    if (pending->response) co_return *std::move(pending->response);
    count(pending->line, "unknown", "late");
    log::warn("push.late", {{"account", pending->line.account.text()}});
    co_return web::problem(503, "the store did not answer in time: repeat");
}

net::Task<void> PushDesk::work(PushDesk& desk, std::shared_ptr<Pending> pending) {
    bool const is_push = pending->call.request.method == "POST";
    auto line = pending->line;
    auto call = std::move(pending->call);
    auto task = is_push ? desk.receive(std::move(line), std::move(call))
                        : desk.verify(std::move(line), std::move(call));
    auto response = co_await std::move(task);
    pending->response = std::move(response);
    pending->answered.ring();
}

/// Empty when the query is Weibo's own and fresh; else what is wrong with it.
std::string PushDesk::why_refused(web::Call const& call) const {
    weibo::PushSignature const fields{call.query_value("signature").value_or(""),
                                      call.query_value("timestamp").value_or(""),
                                      call.query_value("nonce").value_or("")};
    if (!weibo::check_signature(settings_.app_secret, fields))
        return "the signature is not that of this application";
    if (fields.nonce.size() > longest_nonce) return "the nonce is longer than 64 bytes";
    auto const sent_at = weibo::parse_push_time(fields.timestamp);
    if (!sent_at) return "the timestamp is no time";
    auto const now = world_.clock.now();
    bool const fresh = *sent_at >= now - fresh_for && *sent_at <= now + fresh_for;
    return fresh ? "" : "the timestamp is more than 10 minutes from now";
}

net::Task<net::Response> PushDesk::verify(Line line, web::Call call) {
    auto const echo = call.query_value("echostr").value_or("");
    auto digest = net::sha256_hex("GET " + echo);
    auto nonce = call.query_value("nonce").value_or("");
    auto const met = co_await world_.nonces.meet(line.account, std::move(nonce), std::move(digest));
    if (!met) co_return refused(line, 503, met.error().doing);
    if (!*met) co_return refused(line, 403, "the nonce was used before");
    count(line, "verify", "ok");
    co_return web::text(200, echo);
}

net::Task<net::Response> PushDesk::receive(Line line, web::Call call) {
    auto digest = net::sha256_hex("POST " + call.request.body);
    auto nonce = call.query_value("nonce").value_or("");
    auto const met = co_await world_.nonces.meet(line.account, std::move(nonce), std::move(digest));
    if (!met) co_return refused(line, 503, met.error().doing);
    if (!*met) co_return refused(line, 403, "the nonce was used before, with another body");
    auto push = weibo::decode_push(std::move(call.request.body));
    if (!push) co_return refused(line, 400, push.error().doing);
    if (push->receiver != line.uid) co_return refused(line, 403, "the push is for another account");
    auto response = co_await keep(std::move(line), *std::move(push));
    co_return response;
}

net::Task<net::Response> PushDesk::keep(Line line, weibo::Push push) {
    auto const type = weibo::type_of(push);
    auto kept = Result<std::string>{"ignored"};
    if (std::holds_alternative<weibo::PushedMessage>(push.what)) {
        kept = co_await keep_message(line, std::move(push));
    } else if (auto const* told = std::get_if<weibo::PushedMention>(&push.what)) {
        auto const mention = *told;
        kept = co_await keep_mention(line, mention);
    } else if (auto const* unknown = std::get_if<weibo::PushedUnknown>(&push.what)) {
        log::debug("push.unknown", {{"account", line.account.text()}, {"type", unknown->type}});
    }
    if (kept) {
        count(line, type, *kept);
        co_return web::text(200, "");
    }
    count(line, type, "failed");
    log::warn("push.failed", {{"account", line.account.text()}, {"why", kept.error().doing}});
    co_return web::problem(worth_repeating(kept.error().kind) ? 503 : 500, "it could not be kept: repeat");
}

net::Task<Result<std::string>> PushDesk::keep_message(Line line, weibo::Push push) {
    auto const& message = std::get<weibo::PushedMessage>(push.what);
    std::vector<Utterance> items;
    items.push_back(weibo::utterance_of(push, message, world_.clock.now()));
    auto const accepted = co_await world_.letterbox.deliver(line.account, std::move(items));
    if (!accepted) co_return accepted.error();
    // The holder looks into its inbox every second; when it is this process it need not wait for that.
    auto* const seat = world_.office.find(line.account.text());
    if (accepted->fresh > 0 && seat) seat->work.ring();
    co_return std::string{accepted->fresh > 0 ? "kept" : "known"};
}

net::Task<Result<std::string>> PushDesk::keep_mention(Line line, weibo::PushedMention mention) {
    store::Hint hint;
    hint.of = mention.where == weibo::PushedMention::Where::status ? store::Hint::Of::status
                                                                   : store::Hint::Of::comment;
    hint.id = mention.id;
    hint.came_at = world_.clock.now();
    auto const added = co_await world_.hints.add_hint(line.account, hint);
    if (!added) co_return added.error();
    co_return std::string{"kept"};
}

/// Anybody can be refused as often as he likes: the log hears of it once a minute, the meters always.
net::Response PushDesk::refused(Line const& line, int status, std::string const& why) {
    count(line, "unknown", status == 503 ? "failed" : "refused");
    auto const now = world_.clock.steady();
    if (!refusal_told_at_ || now - *refusal_told_at_ >= refusals_told_every) {
        refusal_told_at_ = now;
        log::warn("push.refused", {{"account", line.account.text()}, {"status", status}, {"why", why}});
    }
    return web::problem(status, status == 503 ? "Redis does not answer: repeat" : why);
}

void PushDesk::count(Line const& line, std::string_view type, std::string_view result) const {
    world_.meters.add(
        "pushes_total",
        {{"account", line.account.text()}, {"type", std::string{type}}, {"result", std::string{result}}});
}

}  // namespace rw::app
