#include "app/present.hpp"

#include "core/mask.hpp"
#include "weibo/permalink.hpp"

namespace rw::app {
namespace {

using namespace care;

std::int64_t seconds_of(Span span) {
    return std::chrono::floor<std::chrono::seconds>(span).count();
}

void write_labels(Json& out, tone::FanVerdict const& verdict) {
    out.key("labels").array();
    for (auto const label : verdict.labels())
        out.value(tone::to_text(label));
    out.end_array();
    out.field("risk", verdict.risk);
}

void write_fan(Json& out, Person const& fan, Tier tier) {
    out.key("fan").object().field("uid", fan.uid).field("name", mask_name(fan.name));
    if (fan.followers < 0) {
        out.key("followers").null();
    } else {
        out.field("followers", fan.followers);
    }
    out.field("verified_type", fan.verified_type).field("tier", to_text(tier)).end_object();
}

void write_clock(Json& out, Shown const& shown, Standing const& standing) {
    auto const waiting = standing.waiting_since.has_value();
    out.field("waiting_since", standing.waiting_since);
    out.key("seen_at");
    waiting ? out.value(standing.seen_at) : out.null();
    out.field("lag_s", waiting ? seconds_of(standing.seen_at - *standing.waiting_since) : 0);
    auto const deadlines = waiting ? std::optional{standing.deadlines} : std::nullopt;
    out.field("warn_at", deadlines ? deadlines->warn_at : std::nullopt);
    out.field("due_at", deadlines ? std::optional{deadlines->due_at} : std::nullopt);
    out.field("floor_at", deadlines ? std::optional{deadlines->floor_at} : std::nullopt);
    out.field("expires_at", deadlines ? deadlines->expires_at : std::nullopt);
    auto const waited = waiting ? shown.now - *standing.waiting_since : standing.last_wait.value_or(Span{0});
    out.field("waited_s", seconds_of(waited))
        .field("observed", standing.observed && (shown.observed || !waiting));
}

/// What the public makes of it: null where nobody else has spoken.
void write_reaction(Json& out, Crowd const& crowd) {
    out.key("reaction");
    if (crowd.empty()) {
        out.null();
        return;
    }
    out.object().field("comments", crowd.comments).field("critical", crowd.critical);
    out.field("last_at", crowd.last_at).field("text", crowd.text).end_object();
}

void write_head(Json& out, Shown const& shown, Standing const& standing) {
    auto const& talk = shown.conversation;
    out.field("id", talk.id).field("account", shown.account).field("kind", to_text(talk.kind));
    out.field("state", to_text(standing.state)).field("class", to_text(standing.kind));
    write_labels(out, standing.verdict);
    out.field("level", to_text(level_of(standing)));
    write_fan(out, talk.fan, standing.tier);
    out.field("text", standing.text).field("url", weibo::permalink(talk.root_author, talk.root));
    write_clock(out, shown, standing);
    out.field("prods", standing.prods);
    write_reaction(out, talk.crowd);
    auto const text_or_null = [&](std::string_view name, std::string const& text) {
        out.key(name);
        text.empty() ? out.null() : out.value(std::string_view{text});
    };
    text_or_null("claimed_by", standing.claimed_by);
    text_or_null("outcome", standing.outcome);
    out.field("answered_at", standing.answered_at);
    out.key("answered_by");
    standing.answered_by.none() ? out.null() : out.value(standing.answered_by);
}

void write_messages(Json& out, Conversation const& talk) {
    auto const gone = withdrawn_items(talk);
    out.key("messages").array();
    for (auto const& event : talk.events) {
        auto const* asked = std::get_if<Asked>(&event.what);
        if (!asked) continue;
        out.object().field("id", asked->id).field("kind", to_text(asked->kind)).field("text", asked->text);
        out.field("created_at", event.at);
        write_labels(out, asked->verdict);
        out.field("deleted", gone.contains(asked->id)).end_object();
    }
    out.end_array();
}

void write_replies(Json& out, Conversation const& talk) {
    auto const gone = withdrawn_items(talk);
    out.key("replies").array();
    for (auto const& event : talk.events) {
        auto const* reply = std::get_if<Replied>(&event.what);
        if (!reply) continue;
        out.object().field("id", reply->id).field("uid", reply->by).field("text", reply->text);
        out.field("created_at", event.at).key("labels").array().end_array().field("severity", 0);
        out.field("auto", reply->automatic != Automatic::no).field("deleted", gone.contains(reply->id));
        out.key("match")
            .object()
            .field("how", to_text(reply->how))
            .field("confidence", confidence(reply->how))
            .end_object();
        out.end_object();
    }
    out.end_array();
}

/// Who did it, and the words that go with it.
struct Line {
    std::string actor;
    std::string text;
};

Line line_of(Asked const& e) {
    return {"fan", e.text};
}
Line line_of(Edited const& e) {
    return {"fan", e.text};
}
Line line_of(Replied const& e) {
    return {e.by.text(), e.text};
}
Line line_of(Claimed const& e) {
    return {e.by, e.given_by};
}
Line line_of(Closed const& e) {
    return {e.by, e.outcome};
}
Line line_of(Paused const& e) {
    return {e.by, e.reason};
}
Line line_of(Covered const& e) {
    return {e.by, e.statement};
}
Line line_of(Reclassified const& e) {
    return {e.by, std::string{tone::to_text(e.label)}};
}
Line line_of(Passed const&) {
    return {"clock", {}};
}
Line line_of(Settled const& e) {
    return {"clock", e.policy};
}
Line line_of(Unknown const&) {
    return {};
}
/// What is left: what a person did, or an item that is gone or strays.
template <class Fact>
Line line_of(Fact const& e) {
    if constexpr (requires { e.by; }) {
        return {e.by, {}};
    } else {
        bool const fans = std::is_same_v<Fact, Withdrawn>;
        return {fans ? "fan" : "brand", e.id.text()};
    }
}

void write_timeline(Json& out, Conversation const& talk) {
    out.key("timeline").array();
    for (auto const& event : talk.events) {
        auto const line = std::visit([](auto const& what) { return line_of(what); }, event.what);
        out.object().field("at", event.at).field("what", name_of(event)).field("actor", line.actor);
        out.field("text", line.text).end_object();
    }
    out.end_array();
}

}  // namespace

void write_summary(Json& out, Shown const& shown) {
    auto const standing = fold(shown.conversation, shown.policy);
    out.object();
    write_head(out, shown, standing);
    out.field("messages", standing.messages).end_object();
}

void write_detail(Json& out, Shown const& shown) {
    auto const standing = fold(shown.conversation, shown.policy);
    out.object();
    write_head(out, shown, standing);
    write_messages(out, shown.conversation);
    write_replies(out, shown.conversation);
    write_timeline(out, shown.conversation);
    out.end_object();
}

}  // namespace rw::app
