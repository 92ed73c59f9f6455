#include "care/matching.hpp"

#include "care/wording.hpp"
#include "core/mask.hpp"

#include <algorithm>

namespace rw::care {
namespace {

constexpr Span answers_come_within = 7 * 24h;  // to words of nobody in particular

Place seat(Brand const& brand, WeiboId root, Uid fan) {
    Place place;
    place.conversation = conversation_id(brand.account, root, fan);
    place.root = root;
    place.post = root;
    place.fan = fan;
    return place;
}

std::optional<Place> place_of_brand(Brand const& brand, Utterance const& said) {
    bool const fan_is_addressed = !said.parent_author.none() && !brand.speaks(said.parent_author);
    bool const is_post = said.kind == Kind::mention || said.kind == Kind::repost;
    auto answer = std::optional<Place>{};
    if (is_post) {
        if (said.parent.none() || !fan_is_addressed) return std::nullopt;
        answer = seat(brand, said.parent, said.parent_author);
        answer->how = MatchedBy::repost;
    } else if (!said.parent.none()) {
        if (!fan_is_addressed) return std::nullopt;
        answer = seat(brand, said.root, said.parent_author);
        answer->how = MatchedBy::parent_comment;
    } else {
        if (said.root_author.none() || brand.speaks(said.root_author)) return std::nullopt;
        answer = seat(brand, said.root, said.root_author);
        answer->how = MatchedBy::fans_own_post;
    }
    answer->by_brand = true;
    return answer;
}

/// Whether a fan's comment is meant for the brand. Under a stranger's post people talk among themselves;
/// there only the one whose post it is, and who answers us, speaks to us.
bool is_for_us(Brand const& brand, Utterance const& said) {
    if (said.kind != Kind::comment || said.root_author.none() || brand.speaks(said.root_author)) return true;
    return said.author.uid == said.root_author || brand.speaks(said.parent_author);
}

}  // namespace

std::optional<Place> place(Brand const& brand, Utterance const& said) {
    if (said.author.uid.none()) return std::nullopt;
    bool const by_brand = brand.speaks(said.author.uid);
    // The platform tells of messages to the brand only: what the brand writes in private is not seen.
    if (by_brand) return said.kind == Kind::message ? std::nullopt : place_of_brand(brand, said);
    if (!is_for_us(brand, said)) return std::nullopt;
    auto seated = seat(brand, said.root, said.author.uid);
    if (said.kind == Kind::repost && !said.parent.none()) seated.post = said.parent;
    return seated;
}

bool is_crowd(Brand const& brand, Utterance const& said) {
    return said.kind == Kind::comment && !said.author.uid.none() && !brand.speaks(said.author.uid) &&
           !is_for_us(brand, said);
}

tone::FanVerdict judge_words(std::string const& text, Person const& author, Policy const& policy) {
    tone::FanCase const one{text, author.followers, author.verified_type};
    return policy.tone().fan(one, policy.leanings);
}

void judge_reply(Replied& reply, Asked const* asked, Policy const& policy) {
    tone::ReplyCase const one{asked ? std::string_view{asked->text} : "", reply.text, policy.style};
    reply.verdict = policy.tone().reply(one, policy.leanings);
    reply.judged_with = asked ? asked->id : WeiboId{};
}

Event event_of(Place const& place, Utterance const& said, Policy const& policy, std::string on_duty) {
    auto text = mask_personal_data(said.text);
    if (!place.by_brand) {
        auto verdict = judge_words(text, said.author, policy);
        return {said.created_at,
                Asked{said.id, said.kind, said.seen_at, std::move(text), std::move(verdict), said.history}};
    }
    Replied reply;
    reply.id = said.id;
    reply.by = said.author.uid;
    reply.to = place.fan;
    reply.seen_at = said.seen_at;
    reply.how = place.how;
    reply.automatic = robot_in(text, said.source, policy.robots);
    if (!is_listed(said.source, policy.clients)) reply.strange_client = said.source;
    reply.signed_by = sign_off(text);
    reply.on_duty = std::move(on_duty);
    if (reply.automatic == Automatic::no) reply.promises = promise_in(text, said.created_at, policy.calendar);
    reply.text = std::move(text);
    return {said.created_at, std::move(reply)};
}

Event edit_of(Utterance const& said, Policy const& policy) {
    auto text = mask_personal_data(said.text);
    auto verdict = judge_words(text, said.author, policy);
    return {said.edited_at.value_or(said.seen_at),
            Edited{said.id, said.seen_at, std::move(text), std::move(verdict)}};
}

bool is_loose(Brand const& brand, Utterance const& said) {
    if (!brand.speaks(said.author.uid) || said.kind == Kind::message || place_of_brand(brand, said))
        return false;
    bool const is_post = said.kind == Kind::mention || said.kind == Kind::repost;
    bool const to_nobody =
        is_post ? !said.parent.none() && brand.speaks(said.parent_author) : said.parent.none();
    return to_nobody && !said.text.empty();
}

namespace {

bool asked_before(Event const& event, TimePoint when) {
    auto const* asked = std::get_if<Asked>(&event.what);
    return asked && !asked->history && event.at <= when && when - event.at < answers_come_within;
}

}  // namespace

BrandWords::BrandWords(Event const& said) : said_{said}, reply_{std::get_if<Replied>(&said.what)} {
    if (reply_ != nullptr && reply_->automatic != Automatic::no) reply_ = nullptr;
    if (reply_ == nullptr) return;
    names_ = names_called(reply_->text);
    if (names_.empty()) answer_.emplace(reply_->text);
}

bool BrandWords::call(Conversation const& talk) const {
    return !talk.fan.name.empty() && std::ranges::find(names_, talk.fan.name) != names_.end();
}

std::optional<Event> BrandWords::answer_to(Conversation const& talk) const {
    if (reply_ == nullptr || talk.fan.uid.none() || (!names_.empty() && !call(talk))) return std::nullopt;
    auto const fitting = [&](Event const& event) {
        return asked_before(event, said_.at) && (!answer_ || answer_->fits(std::get<Asked>(event.what).text));
    };
    if (!std::ranges::any_of(talk.events, fitting)) return std::nullopt;
    auto event = said_;
    std::get<Replied>(event.what).how = names_.empty() ? MatchedBy::by_text : MatchedBy::named;
    return event;
}

bool BrandWords::are_meant_for(Conversation const& other) const {
    if (reply_ == nullptr || !call(other)) return false;
    return std::ranges::any_of(other.events,
                               [&](Event const& event) { return asked_before(event, said_.at); });
}

ConversationId loose_record(AccountId const& account, WeiboId post) {
    return conversation_id(account, post, Uid{});
}

}  // namespace rw::care
