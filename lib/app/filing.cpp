#include "app/filing.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace rw::app {
namespace {

using care::Asked;
using care::Conversation;
using care::Replied;

/// The post under which the brand says something to nobody in particular.
WeiboId post_of(Utterance const& loose) {
    bool const is_post = loose.kind == Kind::mention || loose.kind == Kind::repost;
    return is_post ? loose.parent : loose.root;
}

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

/// Who the fan is, is told best by his last words; what kind of talk it is by his first. An answer that was
/// read before its question knows the fan's uid only.
void introduce(Conversation& talk, Filed const& filed) {
    auto const& place = filed.place;
    if (talk.id.empty()) {
        talk.id = place.conversation;
        talk.root = place.root;
        talk.post = place.post;
        talk.root_author = filed.said.root_author;
        talk.fan.uid = place.fan;
    }
    if (place.by_brand) return;
    auto const [first, last] = reach_of(talk);
    if (first.none() || filed.said.id < first) {
        talk.kind = filed.said.kind;
        talk.post = place.post;
    }
    if (filed.said.id < last) return;
    auto const known_followers = talk.fan.followers;
    talk.fan = filed.said.author;
    if (talk.fan.followers < 0) talk.fan.followers = known_followers;
}

bool has_asked(Conversation const& talk, WeiboId id) {
    return std::ranges::any_of(talk.events, [&](care::Event const& event) {
        auto const* asked = std::get_if<Asked>(&event.what);
        return asked && asked->id == id;
    });
}

/// Everything that was loaded, while what arrived is added to it.
class Filing {
public:
    Filing(Rules const& rules, std::vector<ConversationId> const& ids, Talks loaded)
        : rules_{rules}, talks_{std::move(loaded)}, changed_(talks_.size()) {
        for (auto const& id : ids)
            seat_.emplace(id, seat_.size());
    }

    void add(Filed const& filed) {
        auto const at = seat_.at(filed.place.conversation);
        auto& talk = talks_[at].value;
        introduce(talk, filed);
        bool const edit = filed.said.edited_at && !filed.place.by_brand && has_asked(talk, filed.said.id);
        auto event = edit ? care::edit_of(filed.said)
                          : care::event_of(filed.place, filed.said, rules_.policy,
                                           alone_on_duty(rules_, filed.said.created_at));
        if (filed.place.by_brand) correct_target(at, event);
        bool const added = care::add(talk, std::move(event));
        changed_[at] = changed_[at] || added;
        if (added && !edit) ++(filed.place.by_brand ? replies_ : messages_);
    }
    void add_crowd(Utterance const& said) {
        for (std::size_t at = 0; at < talks_.size(); ++at) {
            auto& talk = talks_[at].value;
            if (talk.post != said.root || talk.fan.uid.none() || talk.fan.uid == said.author.uid) continue;
            care::add(talk.crowd, said);
            changed_[at] = true;
        }
    }
    /// The words are kept with the post, so that a question that is read later finds them.
    void add_loose(Utterance const& said) {
        auto const post = post_of(said);
        auto const at = seat_.at(care::loose_record(rules_.brand.account, post));
        auto& record = talks_[at].value;
        if (record.id.empty()) {
            record.id = care::loose_record(rules_.brand.account, post);
            record.root = post;
            record.post = post;
            record.root_author = rules_.brand.main;
        }
        care::Place place;
        place.by_brand = true;
        place.how = care::MatchedBy::by_text;
        auto event = care::event_of(place, said, rules_.policy, alone_on_duty(rules_, said.created_at));
        bool const added = care::add(record, std::move(event));
        changed_[at] = changed_[at] || added;
    }
    void match_loose_words() {
        for (auto const& record : talks_) {
            bool const is_record = !record.value.id.empty() && record.value.fan.uid.none();
            if (is_record) match(record.value);
        }
    }
    Added take() && {
        Added added{{}, messages_, replies_};
        for (std::size_t at = 0; at < talks_.size(); ++at) {
            if (changed_[at]) added.talks.push_back(std::move(talks_[at]));
        }
        return added;
    }

private:
    void match(Conversation const& record) {
        for (std::size_t at = 0; at < talks_.size(); ++at) {
            auto& talk = talks_[at].value;
            if (talk.post != record.post || talk.fan.uid.none()) continue;
            for (auto const& words : record.events) {
                auto const how = care::match_loosely(words, talk);
                if (!how) continue;
                auto event = words;
                std::get<Replied>(event.what).how = *how;
                bool const added = care::add(talk, std::move(event));
                changed_[at] = changed_[at] || added;
            }
        }
    }
    /// K12: it stands under one fan's words and calls another who waits there.
    void correct_target(std::size_t at, care::Event const& reply) {
        auto const post = talks_[at].value.post;
        bool const strays = std::ranges::any_of(talks_, [&](auto const& other) {
            return other.value.post == post && other.value.fan.uid != talks_[at].value.fan.uid &&
                   care::is_meant_for(reply, other.value);
        });
        if (!strays) return;
        bool const added =
            care::add(talks_[at].value, {reply.at, care::Misdirected{std::get<Replied>(reply.what).id}});
        changed_[at] = changed_[at] || added;
    }

    Rules const& rules_;
    Talks talks_;
    std::vector<bool> changed_;
    std::unordered_map<ConversationId, std::size_t> seat_;
    int messages_ = 0;
    int replies_ = 0;
};

}  // namespace

std::string alone_on_duty(Rules const& rules, TimePoint when) {
    std::string alone;
    for (auto const& schedule : rules.alerts.schedules) {
        if (schedule.people.empty()) continue;
        auto const& name = alert::on_duty(schedule, rules.alerts.zone, when);
        if (!alone.empty() && alone != name) return {};
        alone = name;
    }
    return alone;
}

Mail sort_mail(care::Brand const& brand, std::vector<store::Parcel> const& parcels) {
    Mail mail;
    for (auto const& parcel : parcels) {
        for (auto const& said : parcel.items) {
            if (auto place = care::place(brand, said)) {
                mail.filed.push_back({*std::move(place), said});
            } else if (care::is_crowd(brand, said)) {
                mail.crowd.push_back(said);
            } else if (care::is_loose(brand, said)) {
                mail.loose.push_back(said);
            }
        }
    }
    return mail;
}

std::vector<ConversationId> ids_of(care::Brand const& brand, Mail const& mail) {
    std::vector<ConversationId> ids;
    std::unordered_set<ConversationId> known;
    auto const want = [&](ConversationId id) {
        if (known.insert(id).second) ids.push_back(std::move(id));
    };
    for (auto const& one : mail.filed) {
        want(one.place.conversation);
        if (!one.place.by_brand && !one.place.post.none())
            want(care::loose_record(brand.account, one.place.post));
    }
    for (auto const& said : mail.loose)
        want(care::loose_record(brand.account, post_of(said)));
    return ids;
}

std::vector<WeiboId> posts_to_look_under(Mail const& mail) {
    std::vector<WeiboId> posts;
    std::unordered_set<WeiboId> known;
    auto const want = [&](WeiboId post) {
        if (known.insert(post).second) posts.push_back(post);
    };
    for (auto const& said : mail.crowd)
        want(said.root);
    for (auto const& said : mail.loose)
        want(post_of(said));
    for (auto const& one : mail.filed) {
        if (one.place.by_brand && one.said.text.find('@') != std::string::npos) want(one.place.post);
    }
    return posts;
}

Added add_all(Rules const& rules, std::vector<ConversationId> const& ids, Talks loaded, Mail const& mail) {
    Filing filing{rules, ids, std::move(loaded)};
    for (auto const& one : mail.filed)
        filing.add(one);
    for (auto const& said : mail.loose)
        filing.add_loose(said);
    for (auto const& said : mail.crowd)
        filing.add_crowd(said);
    filing.match_loose_words();
    return std::move(filing).take();
}

}  // namespace rw::app
