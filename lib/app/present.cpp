#include "app/present.hpp"

#include "app/present_parts.hpp"
#include "core/mask.hpp"
#include "weibo/permalink.hpp"

namespace rw::app {
namespace {

using namespace care;

std::int64_t seconds_of(Span span) {
    return std::chrono::floor<std::chrono::seconds>(span).count();
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

/// Whose it is at present, and whether its clocks stand. A claim or a pause that is over is none.
void write_hold(Json& out, Shown const& shown, Standing const& standing) {
    auto const& who = holder(standing, shown.now);
    bool const held = !who.empty();
    write_text_or_null(out, "claimed_by", who);
    out.field("claimed_until", held ? standing.claimed_until : std::nullopt);
    write_text_or_null(out, "assigned_by", held ? standing.assigned_by : std::string{});
    bool const paused = is_paused(standing, shown.now);
    out.field("paused_until", paused ? standing.paused_until : std::nullopt);
    write_text_or_null(out, "paused_by", paused ? standing.paused_by : std::string{});
    write_text_or_null(out, "pause_reason", paused ? standing.pause_reason : std::string{});
}

void write_marks(Json& out, Standing const& standing) {
    out.field("moved_to_private", standing.moved_to_private);
    out.field("probably_answered", standing.probably_answered);
    out.field("edited_after_answer", standing.edited_after_answer);
    out.field("early", standing.early).field("aged", standing.aged);
}

/// Those that are not kept yet. A broken one stays until the next word (B14).
void write_promises(Json& out, Shown const& shown, Standing const& standing) {
    out.key("promises").array();
    for (auto const& promise : standing.promises) {
        out.object().field("due_at", promise.due_at).field("broken", promise.due_at <= shown.now);
        out.field("reply", promise.reply).end_object();
    }
    out.end_array();
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
    write_hold(out, shown, standing);
    write_text_or_null(out, "outcome", standing.outcome);
    write_text_or_null(out, "statement", standing.statement);
    out.field("answered_at", standing.answered_at);
    out.key("answered_by");
    standing.answered_by.none() ? out.null() : out.value(standing.answered_by);
    if (standing.answered_at) {
        write_author(out, "answered_as", standing.author);
    } else {
        out.key("answered_as").null();
    }
    write_marks(out, standing);
    write_promises(out, shown, standing);
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
    Items const items{shown.conversation, standing, shown.policy};
    write_messages(out, items);
    write_replies(out, items);
    write_timeline(out, items);
    out.end_object();
}

}  // namespace rw::app
