#include "care/corrected.hpp"

#include <algorithm>
#include <map>

namespace rw::care {
namespace {

using tone::FanLabel;
using tone::ReplyLabel;

/// labels.md: 3 act now, 2 within the hour, 1 watch.
std::uint8_t usual_risk(FanLabel label) {
    switch (label) {
        case FanLabel::safety:
        case FanLabel::self_harm:
        case FanLabel::threat:
        case FanLabel::legal:
        case FanLabel::media: return 3;
        case FanLabel::boycott:
        case FanLabel::abuse:
        case FanLabel::minor:
        case FanLabel::discrimination: return 2;
        case FanLabel::complaint:
        case FanLabel::prod:
        case FanLabel::sarcasm:
        case FanLabel::pii: return 1;
        default: return 0;
    }
}

std::uint8_t usual_severity(ReplyLabel label) {
    switch (label) {
        case ReplyLabel::pii:
        case ReplyLabel::insult_to_injury: return 3;
        case ReplyLabel::legal_threat:
        case ReplyLabel::placeholder:
        case ReplyLabel::condescending:
        case ReplyLabel::mocking:
        case ReplyLabel::defensive:
        case ReplyLabel::blame:
        case ReplyLabel::intimate:
        case ReplyLabel::favour: return 2;
        default: return 1;
    }
}

/// The last one of each item.
template <class Fact>
std::map<WeiboId, Fact const*> last_words(Conversation const& talk) {
    std::map<WeiboId, Fact const*> last;
    for (auto const& event : talk.events) {
        if (auto const* fact = std::get_if<Fact>(&event.what)) last[fact->id] = fact;
    }
    return last;
}

Asked const* find_asked(Conversation const& talk, WeiboId id) {
    for (auto const& event : talk.events) {
        auto const* asked = std::get_if<Asked>(&event.what);
        if (asked && asked->id == id) return asked;
    }
    return nullptr;
}

}  // namespace

tone::FanVerdict corrected(FanLabel label) {
    tone::FanVerdict verdict;
    verdict.reasons.push_back({label});
    verdict.risk = usual_risk(label);
    verdict.needs_reply = label != FanLabel::closing && label != FanLabel::spam;
    return verdict;
}

tone::ReplyVerdict corrected(std::optional<ReplyLabel> label) {
    tone::ReplyVerdict verdict;
    if (!label) return verdict;
    verdict.reasons.push_back({*label});
    verdict.severity = usual_severity(*label);
    verdict.misstep = true;
    return verdict;
}

tone::ReplyVerdict verdict_of(std::vector<Event> const& events, Replied const& reply) {
    Rejudged const* last = nullptr;
    for (auto const& event : events) {
        auto const* said = std::get_if<Rejudged>(&event.what);
        if (said && said->id == reply.id) last = said;
    }
    return last ? corrected(last->label) : reply.verdict;
}

std::vector<WeiboId> found_fine(Conversation const& talk) {
    std::vector<WeiboId> replies;
    for (auto const& [id, said] : last_words<Rejudged>(talk)) {
        if (!said->label) replies.push_back(id);
    }
    return replies;
}

Cases cases_of(Conversation const& talk) {
    Cases cases;
    auto const edits = last_words<Edited>(talk);
    for (auto const& [id, said] : last_words<Reclassified>(talk)) {
        auto const* asked = find_asked(talk, id);
        if (!asked) continue;
        auto const edited = edits.find(id);
        auto const& text = edited == edits.end() ? asked->text : edited->second->text;
        cases.fan.push_back({asked, &text, corrected(said->label)});
    }
    auto const replies = last_words<Replied>(talk);
    for (auto const& [id, said] : last_words<Rejudged>(talk)) {
        auto const reply = replies.find(id);
        if (reply == replies.end()) continue;
        auto const* asked = find_asked(talk, reply->second->judged_with);
        cases.reply.push_back({reply->second, asked, corrected(said->label)});
    }
    return cases;
}

}  // namespace rw::care
