// The API's answer to who wants to learn from what people have judged otherwise.
#include "app/api.hpp"
#include "app/listing.hpp"
#include "care/corrected.hpp"
#include "core/json.hpp"

namespace rw::app {
namespace {

template <class Verdict>
void write_labels_of(Json& out, Verdict const& verdict) {
    out.key("labels").array();
    for (auto const label : verdict.labels())
        out.value(tone::to_text(label));
    out.end_array();
}

void write(Json& out, care::FanCase const& one, care::Conversation const& talk) {
    out.object().field("id", "w" + one.asked->id.text()).field("side", "fan").field("text", *one.text);
    out.key("author").object().field("followers", talk.fan.followers);
    out.field("verified_type", talk.fan.verified_type).end_object();
    write_labels_of(out, one.verdict);
    out.field("needs_reply", one.verdict.needs_reply).field("risk", one.verdict.risk).end_object();
}

void write(Json& out, care::ReplyCase const& one, tone::Style style) {
    out.object().field("id", "w" + one.reply->id.text()).field("side", "reply");
    out.field("to", one.asked ? std::string_view{one.asked->text} : std::string_view{});
    out.field("text", one.reply->text);
    out.field("style", style == tone::Style::playful ? "playful" : "plain");
    write_labels_of(out, one.verdict);
    out.field("misstep", one.verdict.misstep).field("severity", one.verdict.severity).end_object();
}

}  // namespace

/// Page by page of conversations; those in which nothing was corrected are passed over. The items are lines
/// of tone/labels.md, as `tone-train --with` reads them.
Api::Answer Api::cases(web::Call call) {
    auto const wanted = wanted_of(call);
    if (!wanted) co_return problem_of(wanted.error());
    auto const fits = [](Seat const&, care::Conversation const& talk) {
        auto const cases = care::cases_of(talk);
        return !cases.fan.empty() || !cases.reply.empty();
    };
    auto const listing = co_await list_conversations(office_, *wanted, fits);
    if (!listing) co_return problem_of(listing.error());
    Json out;
    out.object().key("items").array();
    for (auto const& [seat, talk, cursor] : listing->items) {
        auto const cases = care::cases_of(talk);
        for (auto const& one : cases.fan)
            write(out, one, talk);
        for (auto const& one : cases.reply)
            write(out, one, seat->desk.rules().policy.style);
    }
    out.end_array().key("next_cursor");
    listing->next_cursor.empty() ? out.null() : out.value(std::string_view{listing->next_cursor});
    out.end_object();
    co_return web::json(200, out.text());
}

}  // namespace rw::app
