#include "app/filing.hpp"

#include <unordered_map>
#include <unordered_set>

namespace rw::app {
namespace {

/// Everything that was loaded for one step.
class Loaded final : public care::Cabinet {
public:
    Loaded(std::vector<ConversationId> const& ids, Talks talks)
        : talks_{std::move(talks)}, changed_(talks_.size()) {
        for (auto const& id : ids)
            seat_.emplace(id, seat_.size());
    }

    care::Conversation* look_up(ConversationId const& id) override {
        auto const found = seat_.find(id);
        if (found == seat_.end()) return nullptr;
        auto& talk = talks_[found->second].value;
        return talk.id.empty() ? nullptr : &talk;
    }
    care::Conversation& open(ConversationId const& id) override { return talks_[seat_.at(id)].value; }
    std::vector<care::Conversation*> under(WeiboId post) override {
        std::vector<care::Conversation*> found;
        for (auto& talk : talks_) {
            if (talk.value.post == post) found.push_back(&talk.value);
        }
        return found;
    }
    void changed(care::Conversation const& talk) override { changed_[seat_.at(talk.id)] = true; }

    Talks take_changed() && {
        Talks taken;
        for (std::size_t at = 0; at < talks_.size(); ++at) {
            if (changed_[at]) taken.push_back(std::move(talks_[at]));
        }
        return taken;
    }

private:
    Talks talks_;
    std::vector<bool> changed_;
    std::unordered_map<ConversationId, std::size_t> seat_;
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
        for (auto const& said : parcel.items)
            care::sort_into(mail, brand, said);
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
        bool const needs_record = !one.place.by_brand || care::calls_somebody(one.said);
        if (needs_record && !one.place.post.none()) want(care::loose_record(brand.account, one.place.post));
    }
    for (auto const& said : mail.loose)
        want(care::loose_record(brand.account, care::post_of(said)));
    return ids;
}

std::vector<ConversationId> strays_of(Rules const& rules, Mail const& mail,
                                      std::vector<ConversationId> const& ids, Talks const& loaded) {
    std::unordered_map<WeiboId, care::Conversation const*> records;
    for (auto const& talk : loaded) {
        bool const is_record = talk.version != 0 && talk.value.fan.uid.none();
        if (is_record) records.emplace(talk.value.post, &talk.value);
    }
    std::unordered_set<ConversationId> known{ids.begin(), ids.end()};
    std::vector<ConversationId> strays;
    for (auto const& one : mail.filed) {
        auto const record = records.find(one.place.post);
        if (one.place.by_brand || record == records.end()) continue;
        for (auto& id : care::strays_for(rules.brand.account, *record->second, one.said.author.name)) {
            if (known.insert(id).second) strays.push_back(std::move(id));
        }
    }
    return strays;
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
        want(care::post_of(said));
    for (auto const& one : mail.filed) {
        if (one.place.by_brand && care::calls_somebody(one.said)) want(one.place.post);
    }
    return posts;
}

Added add_all(Rules const& rules, std::vector<ConversationId> const& ids, Talks loaded, Mail const& mail) {
    Loaded cabinet{ids, std::move(loaded)};
    auto const alone = [&](TimePoint when) { return alone_on_duty(rules, when); };
    care::Filing filing{rules.brand, rules.policy, alone, cabinet};
    filing.add(mail);
    return {std::move(cabinet).take_changed(), filing.messages(), filing.replies()};
}

}  // namespace rw::app
