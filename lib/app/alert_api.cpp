#include "app/alert_api.hpp"

#include "alert/json.hpp"
#include "app/api.hpp"
#include "app/listing.hpp"
#include "core/text.hpp"

#include <rapidjson/document.h>

#include <algorithm>

namespace rw::app {
namespace {

using web::Call;
using web::Role;

constexpr std::size_t longest_note = 2000;  // bytes
constexpr Span longest_silence = 90 * 24h;

std::string text_of(rapidjson::Value const& object, char const* name) {
    if (!object.IsObject() || !object.HasMember(name) || !object[name].IsString()) return {};
    return {object[name].GetString(), object[name].GetStringLength()};
}

/// The matchers of a silence, or what is wrong with them.
Result<std::vector<alert::Matcher>> matchers_of(rapidjson::Value const& body) {
    bool const there = body.IsObject() && body.HasMember("matchers") && body["matchers"].IsArray();
    if (!there || body["matchers"].Empty())
        return Failure{Fault::bad_input, "expected `matchers`, a list of at least one {name, op, value}"};
    std::vector<alert::Matcher> all;
    for (auto const& one : body["matchers"].GetArray()) {
        bool const complete = one.IsObject() && one.HasMember("value") && one["value"].IsString();
        if (!complete)
            return Failure{Fault::bad_input, "a matcher is {\"name\",\"op\",\"value\"}, all texts"};
        auto const op = text_of(one, "op");
        auto matcher =
            alert::make_matcher(text_of(one, "name"), op.empty() ? "=" : op, text_of(one, "value"));
        if (!matcher) return matcher.error();
        all.push_back(*std::move(matcher));
    }
    return all;
}

Result<alert::Silence> silence_of(rapidjson::Value const& body, std::string author, TimePoint now) {
    auto matchers = matchers_of(body);
    if (!matchers) return matchers.error();
    alert::Silence silence;
    silence.matchers = *std::move(matchers);
    silence.author = std::move(author);
    silence.comment = text_of(body, "comment");
    if (trim(silence.comment).empty())
        return Failure{Fault::bad_input, "expected `comment`: why nobody is to be told"};
    auto const from = text_of(body, "starts_at");
    auto const begin = from.empty() ? std::optional{now} : from_rfc3339(from);
    auto const end = from_rfc3339(text_of(body, "ends_at"));
    if (!begin || !end)
        return Failure{Fault::bad_input,
                       "`starts_at` and `ends_at` must be instants such as 2026-11-26T10:00:00Z"};
    silence.starts_at = *begin;
    silence.ends_at = *end;
    if (*end <= std::max(*begin, now)) return Failure{Fault::bad_input, "`ends_at` is over already"};
    if (*end - *begin > longest_silence) return Failure{Fault::bad_input, "a silence lasts at most 90 days"};
    return silence;
}

/// The cursor of a list of notices: that of the incident they belong to, and how many of its were shown.
struct Spot {
    std::string cursor;
    std::size_t shown = 0;
};
Spot spot_of(std::string const& text) {
    auto const at = text.rfind('~');
    if (at == text.npos) return {text, 0};
    return {text.substr(0, at), static_cast<std::size_t>(std::atoi(text.c_str() + at + 1))};
}

constexpr std::size_t incidents_a_look = 200;
constexpr int most_looks = 10;  // a filter that fits nothing ends here, with a cursor to go on from

/// Some notices, the latest of each incident first.
class NoticePage {
public:
    NoticePage(std::string state, std::string channel, std::size_t limit, Spot begin)
        : spot{std::move(begin)}, state_{std::move(state)}, channel_{std::move(channel)}, limit_{limit} {
        out_.object().key("items").array();
    }
    bool is_full() const { return told_ == limit_; }

    /// Those of one incident; `cursor` goes on behind it.
    void add(std::vector<alert::Notice> const& all, std::string cursor) {
        for (; spot.shown < all.size(); ++spot.shown) {
            auto const& notice = all[all.size() - 1 - spot.shown];
            if (!fits(notice)) continue;
            if (is_full()) return;
            alert::write(out_, notice);
            ++told_;
        }
        spot = {std::move(cursor), 0};
    }
    std::string text() {
        out_.end_array().key("next_cursor");
        auto const next = spot.cursor + (spot.shown > 0 ? "~" + std::to_string(spot.shown) : "");
        ended ? out_.null() : out_.value(std::string_view{next});
        out_.end_object();
        return out_.text();
    }

    Spot spot;
    bool ended = false;  ///< there are no more

private:
    bool fits(alert::Notice const& notice) const {
        return !notice.id.empty() && (state_.empty() || state_ == to_text(notice.state)) &&
               (channel_.empty() || channel_ == notice.channel.text());
    }

    std::string state_;
    std::string channel_;
    std::size_t limit_;
    std::size_t told_ = 0;
    Json out_;
};

}  // namespace

void AlertApi::add_routes(web::Router& router) {
    auto const at = [&](char const* method, char const* path, Role role, Answer (AlertApi::*asked)(Call)) {
        router.add(method, path, role, [this, asked](Call call) { return (this->*asked)(std::move(call)); });
    };
    at("POST", "/api/v1/incidents/{id}/note", Role::operator_, &AlertApi::note);
    at("GET", "/api/v1/silences", Role::operator_, &AlertApi::silences);
    at("POST", "/api/v1/silences", Role::operator_, &AlertApi::add_silence);
    at("DELETE", "/api/v1/silences/{id}", Role::operator_, &AlertApi::expire_silence);
    at("GET", "/api/v1/notifications", Role::operator_, &AlertApi::notifications);
    at("POST", "/api/v1/notifications/{id}/retry", Role::operator_, &AlertApi::retry);
    at("POST", "/api/v1/channels/{name}/test", Role::operator_, &AlertApi::try_channel);
    at("GET", "/a/{signed}", Role::none, &AlertApi::ack_page);
    at("POST", "/a/{signed}", Role::none, &AlertApi::ack);
}

AlertApi::Answer AlertApi::note(Call call) {
    rapidjson::Document body;
    body.Parse<rapidjson::kParseIterativeFlag>(call.request.body.data(), call.request.body.size());
    if (body.HasParseError()) co_return web::problem(400, "the body is not JSON");
    auto const text = text_of(body, "text");
    if (trim(text).empty() || text.size() > longest_note)
        co_return web::problem(422, "expected an object with `text`, at most 2000 bytes");
    auto const found = co_await office_.incident(call.path_value("id"));
    if (!found) co_return problem_of(found.error());
    auto const tenure = found->seat->lease.tenure();
    if (!tenure) co_return held_elsewhere();
    Desk::Word const word{Desk::Answer::note, call.user.name, text};
    auto const changed = co_await found->seat->desk.answer(*tenure, found->incident.id, word);
    if (!changed) co_return problem_of(changed.error());
    auto const notices = co_await office_.notices().notices(found->seat->account, changed->notices);
    if (!notices) co_return problem_of(notices.error());
    Json out;
    alert::write(out, *changed, *notices);
    co_return web::json(200, out.text());
}

AlertApi::Answer AlertApi::silences(Call) {
    Json out;
    out.object().key("items").array();
    for (auto const& silence : shared_.silences())
        alert::write(out, silence, clock_.now());
    out.end_array().key("next_cursor").null().end_object();
    co_return web::json(200, out.text());
}

AlertApi::Answer AlertApi::add_silence(Call call) {
    rapidjson::Document body;
    body.Parse<rapidjson::kParseIterativeFlag>(call.request.body.data(), call.request.body.size());
    if (body.HasParseError()) co_return web::problem(400, "the body is not JSON");
    auto wanted = silence_of(body, call.user.name, clock_.now());
    if (!wanted) co_return problem_of(wanted.error());
    // `preview`: what it would hold back of what is open now, without setting it.
    bool const preview = call.query_value("preview") == "true";
    std::vector<std::string> covered;
    if (preview) {
        Wanted open;
        open.settled = false;
        open.limit = 200;
        auto const matchers = wanted->matchers;
        auto const fits = [matchers](alert::Incident const& one) { return match_all(matchers, one); };
        auto const listing = co_await list_incidents(office_, open, fits);
        if (!listing) co_return problem_of(listing.error());
        for (auto const& one : listing->items)
            covered.push_back(one.item.id.text());
    } else {
        wanted = co_await shared_.add(*std::move(wanted));
        if (!wanted) co_return problem_of(wanted.error());
    }
    Json out;
    if (!preview) {
        alert::write(out, *wanted, clock_.now());
        co_return web::json(201, out.text());
    }
    out.object().key("incidents").array();
    for (auto const& id : covered)
        out.value(std::string_view{id});
    out.end_array().end_object();
    co_return web::json(200, out.text());
}

AlertApi::Answer AlertApi::expire_silence(Call call) {
    auto const id = call.path_value("id");
    auto const ended = co_await shared_.expire(id);
    if (!ended) co_return problem_of(ended.error());
    Json out;
    alert::write(out, *ended, clock_.now());
    co_return web::json(200, out.text());
}

AlertApi::Answer AlertApi::notifications(Call call) {
    auto wanted = wanted_of(call);
    if (!wanted) co_return problem_of(wanted.error());
    NoticePage page{call.query_value("state").value_or(""), call.query_value("channel").value_or(""),
                    wanted->limit, spot_of(wanted->cursor)};
    wanted->limit = incidents_a_look;
    auto const fits = [](alert::Incident const& one) { return !one.notices.empty(); };
    for (int looks = 0; looks < most_looks && !page.is_full(); ++looks) {
        wanted->cursor = page.spot.cursor;
        auto const from = *wanted;
        auto const listing = co_await list_incidents(office_, from, fits);
        if (!listing) co_return problem_of(listing.error());
        for (auto const& [seat, incident, cursor] : listing->items) {
            auto const all = co_await office_.notices().notices(seat->account, incident.notices);
            if (!all) co_return problem_of(all.error());
            bool const over = incident.state == alert::IncidentState::resolved;
            page.add(*all, (over ? "s" : "w") + cursor);
            if (page.is_full()) break;
        }
        if (page.is_full()) break;
        page.ended = listing->next_cursor.empty();
        if (page.ended) break;
        page.spot = {listing->next_cursor, 0};
    }
    co_return web::json(200, page.text());
}

AlertApi::Answer AlertApi::retry(Call call) {
    std::vector<NoticeId> const ids(1, NoticeId{call.path_value("id")});
    for (auto const& seat : office_.seats()) {
        auto const found = co_await office_.notices().notices(seat->account, ids);
        if (!found) co_return problem_of(found.error());
        if (found->empty() || found->front().incident.empty()) continue;
        auto notice = found->front();
        if (notice.state != alert::NoticeState::dead)
            co_return web::problem(409, "this notice is " + std::string{to_text(notice.state)} +
                                            ": only what was given up (dead) is sent again");
        notice.state = alert::NoticeState::retry;
        notice.due = clock_.now();
        notice.made_at = clock_.now();
        notice.tries = 0;
        std::vector<alert::Notice> const one(1, notice);
        auto const saved = co_await reach_.save(one);
        if (!saved) co_return problem_of(saved.error());
        Json out;
        alert::write(out, notice);
        co_return web::json(200, out.text());
    }
    co_return web::problem(404, "there is no notification " + call.path_value("id"));
}

AlertApi::Answer AlertApi::try_channel(Call call) {
    ChannelId const channel{call.path_value("name")};
    auto const taken = co_await reach_.try_channel(channel);
    if (!taken) co_return problem_of(taken.error());
    bool const well = taken->how == alert::Taken::How::accepted;
    Json out;
    out.object().field("channel", channel).field("delivered", well).field("how", to_text(taken->how));
    out.field("detail", taken->detail).field("took_ms", taken->took.count()).end_object();
    co_return web::json(200, out.text());
}

}  // namespace rw::app
