// The API's answers about words: a draft before it is sent, and what the brand has said.
#include "app/api.hpp"
#include "app/listing.hpp"
#include "app/present_parts.hpp"
#include "care/corrected.hpp"
#include "care/misstep.hpp"
#include "tone/verdict_json.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <optional>

namespace rw::app {
namespace {

using web::Call;

constexpr std::size_t longest_draft = 8000;  // bytes: four times what Weibo takes

/// A draft, or a fan's message, as it was sent to us.
struct Draft {
    std::string side;
    std::string text;
    std::string to;
    std::string account;  ///< whose style and thresholds hold; none: the shipped ones
    std::optional<tone::Style> style;
};

Result<Draft> draft_in(std::string const& body) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
    if (document.HasParseError()) return Failure{Fault::bad_input, "the body is not JSON"};
    if (!document.IsObject()) return Failure{Fault::bad_input, "expected an object"};
    auto const text_of = [&](char const* name) {
        auto const found = document.FindMember(name);
        bool const there = found != document.MemberEnd() && found->value.IsString();
        return there ? std::string{found->value.GetString(), found->value.GetStringLength()} : std::string{};
    };
    Draft draft{text_of("side"), text_of("text"), text_of("to"), text_of("account"), std::nullopt};
    auto const style = text_of("style");
    if (draft.side != "fan" && draft.side != "reply")
        return Failure{Fault::bad_input, "`side` must be fan or reply"};
    if (draft.text.empty()) return Failure{Fault::bad_input, "expected an object with the text `text`"};
    if (draft.text.size() + draft.to.size() > longest_draft)
        return Failure{Fault::bad_input, "`text` and `to` may have 8000 bytes together"};
    if (!style.empty() && style != "plain" && style != "playful")
        return Failure{Fault::bad_input, "`style` must be plain or playful"};
    if (!style.empty()) draft.style = style == "playful" ? tone::Style::playful : tone::Style::plain;
    return draft;
}

double probability(tone::Scored const& scored, std::size_t head) {
    return static_cast<double>(scored.probabilities[head]);
}

void judge(Json& out, Draft const& draft, care::Policy const& policy) {
    auto const& judge = policy.tone();
    if (draft.side == "fan") {
        tone::FanCase const one{draft.text};
        auto const scored = judge.score_fan(one);
        auto const score = probability(scored, static_cast<std::size_t>(tone::FanHead::risk_1));
        tone::write(out, judge.verdict_of_fan(scored, one, policy.leanings), draft.text,
                    {.score = score, .id = {}, .weighing = nullptr});
        return;
    }
    tone::ReplyCase const one{draft.to, draft.text, draft.style.value_or(policy.style)};
    auto const scored = judge.score_reply(one);
    auto const score = probability(scored, static_cast<std::size_t>(tone::ReplyHead::misstep));
    tone::write(out, judge.verdict_of_reply(scored, one, policy.leanings), draft.text,
                {.score = score, .id = {}, .weighing = nullptr});
}

std::string words_of(care::Conversation const& talk, WeiboId item) {
    for (auto const& event : talk.events) {
        auto const* asked = std::get_if<care::Asked>(&event.what);
        if (asked && asked->id == item) return asked->text;
    }
    return {};
}

void write_reply(Json& out, Seat const& seat, care::Conversation const& talk, care::Event const& event) {
    auto const& reply = std::get<care::Replied>(event.what);
    auto const effect = care::effect_of(talk, reply.id);
    out.object().field("id", reply.id).field("account", seat.account).field("conversation", talk.id);
    out.field("uid", reply.by).field("text", reply.text).field("created_at", event.at);
    write_text_or_null(out, "to", words_of(talk, reply.judged_with));
    write_verdict(out, reply, care::verdict_of(talk.events, reply));
    out.key("effect").object().field("before", effect.before).field("after", effect.after).end_object();
    out.end_object();
}

bool is_wanted(care::Conversation const& talk, care::Event const& event, bool only_missteps) {
    auto const* reply = std::get_if<care::Replied>(&event.what);
    return reply && (!only_missteps || care::verdict_of(talk.events, *reply).misstep);
}

}  // namespace

Api::Answer Api::tone(Call call) {
    auto const draft = draft_in(call.request.body);
    if (!draft) {
        bool const no_json = draft.error().doing == "the body is not JSON";
        co_return web::problem(no_json ? 400 : 422, draft.error().doing);
    }
    auto const* const seat = office_.find(draft->account);
    if (!seat && !draft->account.empty())
        co_return web::problem(422, "there is no account `" + draft->account + "`");
    care::Policy common;  // the judge is every account's; how far it leans is each one's own
    if (!office_.seats().empty()) common.judge = office_.seats().front()->desk.rules().policy.judge;
    auto const began = clock_.steady();
    Json out;
    judge(out, *draft, seat ? seat->desk.rules().policy : common);
    meters_.observe("tone_seconds", {}, std::chrono::duration<double>(clock_.steady() - began).count());
    co_return web::json(200, out.text());
}

/// Page by page of conversations; those without a fitting reply are passed over.
Api::Answer Api::replies(Call call) {
    auto const wanted = wanted_of(call);
    if (!wanted) co_return problem_of(wanted.error());
    bool const only_missteps = call.query_value("misstep") == "true";
    auto const fits = [only_missteps](Seat const&, care::Conversation const& talk) {
        return !talk.fan.uid.none() &&
               std::ranges::any_of(talk.events, [&talk, only_missteps](care::Event const& event) {
                   return is_wanted(talk, event, only_missteps);
               });
    };
    auto const listing = co_await list_conversations(office_, *wanted, fits);
    if (!listing) co_return problem_of(listing.error());
    Json out;
    out.object().key("items").array();
    for (auto const& [seat, talk, cursor] : listing->items) {
        for (auto const& event : talk.events) {
            if (is_wanted(talk, event, only_missteps)) write_reply(out, *seat, talk, event);
        }
    }
    out.end_array().key("next_cursor");
    listing->next_cursor.empty() ? out.null() : out.value(std::string_view{listing->next_cursor});
    out.end_object();
    co_return web::json(200, out.text());
}

}  // namespace rw::app
