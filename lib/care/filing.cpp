#include "care/filing.hpp"

#include "care/wording.hpp"

#include <algorithm>
#include <utility>

namespace rw::care {
namespace {

/// Ids of what the fan has said, the first and the last.
struct Reach {
    WeiboId first;
    WeiboId last;
};
Reach reach_of(Conversation const& talk) {
    Reach reach;
    for (auto const& event : talk.events) {
        auto const* asked = std::get_if<Asked>(&event.what);
        if (asked == nullptr) continue;
        reach.first = reach.first.none() ? asked->id : std::min(reach.first, asked->id);
        reach.last = std::max(reach.last, asked->id);
    }
    return reach;
}

/// What people did may be told before anything that was said.
void name(Conversation& talk, Filed const& filed) {
    auto const& place = filed.place;
    if (talk.fan.uid.none()) {
        talk.id = place.conversation;
        talk.root = place.root;
        talk.post = place.post;
        talk.fan.uid = place.fan;
    }
    bool const is_repost = place.by_brand && place.how == MatchedBy::repost;  // a post of its own
    if (talk.root_author.none()) talk.root_author = is_repost ? place.fan : filed.said.root_author;
}

/// Who the fan is, is told best by his last words; what kind of talk it is by his first. Not every list
/// tells how many follow him: the most that was ever told holds.
void introduce(Conversation& talk, Filed const& filed) {
    auto const [first, last] = reach_of(talk);
    if (first.none() || filed.said.id < first) {
        talk.kind = filed.said.kind;
        talk.post = filed.place.post;
    }
    auto const followers = std::max(talk.fan.followers, filed.said.author.followers);
    if (filed.said.id >= last) talk.fan = filed.said.author;
    talk.fan.followers = followers;
}

template <class Fact>
bool has(Conversation const& talk, WeiboId id) {
    return std::ranges::any_of(talk.events, [&](Event const& event) {
        auto const* fact = std::get_if<Fact>(&event.what);
        return fact && fact->id == id;
    });
}

}  // namespace

void sort_into(Mail& mail, Brand const& brand, Utterance said) {
    if (auto seat = place(brand, said)) {
        mail.filed.push_back({*std::move(seat), std::move(said)});
    } else if (is_crowd(brand, said)) {
        mail.crowd.push_back(std::move(said));
    } else if (is_loose(brand, said)) {
        mail.loose.push_back(std::move(said));
    }
}

WeiboId post_of(Utterance const& loose) {
    bool const is_post = loose.kind == Kind::mention || loose.kind == Kind::repost;
    return is_post ? loose.parent : loose.root;
}

bool calls_somebody(Utterance const& reply) {
    return !names_called(reply.text).empty();
}

std::vector<ConversationId> strays_for(AccountId const& account, Conversation const& record,
                                       std::string const& name) {
    std::vector<ConversationId> ids;
    for (auto const& event : record.events) {
        auto const* reply = std::get_if<Replied>(&event.what);
        if (reply == nullptr || reply->to.none() || name.empty()) continue;
        auto const names = names_called(reply->text);
        bool const calls = std::ranges::find(names, name) != names.end();
        if (calls) ids.push_back(conversation_id(account, record.post, reply->to));
    }
    return ids;
}

Filing::Filing(Brand const& brand, Policy const& policy, Duty alone_on_duty, Cabinet& cabinet)
    : brand_{brand}, policy_{policy}, alone_on_duty_{std::move(alone_on_duty)}, cabinet_{cabinet} {}

void Filing::add(Mail const& mail) {
    for (auto const& one : mail.filed)
        add(one);
    for (auto const& said : mail.loose)
        add_loose(said);
    for (auto const& said : mail.crowd)
        add_crowd(said);
}

void Filing::put(Conversation& talk, Event event) {
    if (care::add(talk, std::move(event))) cabinet_.changed(talk);
}

void Filing::put_spread(Conversation& talk, Utterance const& said) {
    if (said.likes > 0 || said.reposts > 0)
        put(talk, {said.seen_at, Spread{said.id, said.likes, said.reposts}});
}

void Filing::add(Filed const& filed) {
    auto& talk = cabinet_.open(filed.place.conversation);
    name(talk, filed);
    filed.place.by_brand ? add_reply(talk, filed) : add_words(talk, filed);
}

/// An answer that was read before its question, or by a name before the words that it calls, is found now.
void Filing::add_words(Conversation& talk, Filed const& filed) {
    auto const& said = filed.said;
    auto const post = talk.post;
    bool const known = has<Asked>(talk, said.id);
    introduce(talk, filed);
    put(talk, event_of(filed.place, said, policy_));
    put_spread(talk, said);
    if (said.edited_at) put(talk, edit_of(said, policy_));
    if (known) return;
    ++messages_;
    judge_unjudged(talk);
    find_answers(talk, talk.post == post ? said.created_at : TimePoint{});
}

void Filing::add_reply(Conversation& talk, Filed const& filed) {
    auto const& said = filed.said;
    auto event = event_of(filed.place, said, policy_, alone_on_duty_ ? alone_on_duty_(said.created_at) : "");
    if (!has<Replied>(talk, said.id)) ++replies_;
    auto const post = filed.place.post;
    if (!post.none() && calls_somebody(said)) {
        find_strays(talk, post, event);
        put(record_of(post), event);
    }
    put_judged(talk, std::move(event));
    put_spread(talk, said);
}

void Filing::put_judged(Conversation& talk, Event reply) {
    judge(talk, reply);
    put(talk, std::move(reply));
}

/// What the brand says is judged with the words that stand above it when it was written.
void Filing::judge(Conversation const& talk, Event& event) const {
    auto& reply = std::get<Replied>(event.what);
    Asked const* answered = nullptr;
    for (auto const& other : talk.events) {
        auto const* asked = std::get_if<Asked>(&other.what);
        if (asked && asked->id < reply.id) answered = asked;
    }
    judge_reply(reply, answered, policy_);
}

/// Replies that were read before any question are judged again with it.
void Filing::judge_unjudged(Conversation& talk) {
    for (auto& event : talk.events) {
        auto const* reply = std::get_if<Replied>(&event.what);
        if (reply == nullptr || !reply->judged_with.none()) continue;
        judge(talk, event);
        cabinet_.changed(talk);
    }
}

void Filing::correct(Conversation& talk, Event const& reply) {
    put(talk, {reply.at, Misdirected{std::get<Replied>(reply.what).id}});
}

/// K12: it stands under one fan's words and calls another who waits there.
void Filing::find_strays(Conversation& talk, WeiboId post, Event const& reply) {
    BrandWords const words{reply};
    bool const strays = std::ranges::any_of(cabinet_.under(post), [&](Conversation const* other) {
        return other->post == post && other->fan.uid != talk.fan.uid && words.are_meant_for(*other);
    });
    if (strays) correct(talk, reply);
}

/// What the brand had said under the post after `since`, before we read what the fan says.
void Filing::find_answers(Conversation& talk, TimePoint since) {
    auto* const record =
        talk.post.none() ? nullptr : cabinet_.look_up(loose_record(brand_.account, talk.post));
    if (record == nullptr) return;
    for (auto const& said : record->events) {
        auto const* reply = std::get_if<Replied>(&said.what);
        if (said.at < since || reply == nullptr) continue;
        BrandWords const words{said};
        bool const is_loose = reply->how == MatchedBy::by_text;
        if (auto answer = is_loose ? words.answer_to(talk) : std::nullopt)
            put_judged(talk, *std::move(answer));
        if (is_loose || reply->to == talk.fan.uid || !words.are_meant_for(talk)) continue;
        auto* const strayed = cabinet_.look_up(conversation_id(brand_.account, talk.post, reply->to));
        if (strayed != nullptr) correct(*strayed, said);  // K12
    }
}

Conversation& Filing::record_of(WeiboId post) {
    auto id = loose_record(brand_.account, post);
    auto& record = cabinet_.open(id);
    if (record.root.none()) {
        record.id = std::move(id);
        record.root = post;
        record.post = post;
        record.root_author = brand_.main;
    }
    return record;
}

/// The words are kept with the post, so that a question that is read later finds them.
void Filing::add_loose(Utterance const& said) {
    auto const post = post_of(said);
    Place nowhere;
    nowhere.by_brand = true;
    nowhere.how = MatchedBy::by_text;
    auto const event =
        event_of(nowhere, said, policy_, alone_on_duty_ ? alone_on_duty_(said.created_at) : "");
    put(record_of(post), event);
    BrandWords const words{event};
    for (auto* const talk : cabinet_.under(post)) {
        if (talk->post != post || talk->fan.uid.none()) continue;
        if (auto answer = words.answer_to(*talk)) put_judged(*talk, *std::move(answer));
    }
}

void Filing::add_crowd(Utterance const& said) {
    for (auto* const talk : cabinet_.under(said.root)) {
        if (talk->post != said.root || talk->fan.uid.none() || talk->fan.uid == said.author.uid) continue;
        care::add(talk->crowd, said, policy_);
        if (talk->crowd.gravest == said.id) put_spread(*talk, said);
        cabinet_.changed(*talk);
    }
}

}  // namespace rw::care
