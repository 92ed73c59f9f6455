// How an answer is written: after which year's habits, and what of it was written before.
#pragma once

#include "weibo-sim/people.hpp"

#include <string>
#include <unordered_map>

namespace rw::sim {

/// The platform as it was (weibo-api 11.2): keys came and went.
enum class Year { y2012, y2014, y2018 };

class Cards {
public:
    /// `skew_share`: dates that are a second or more beside the time of the id (weibo-api 3.1).
    explicit Cards(Year year = Year::y2018, double skew_share = 0) : year_{year}, skew_share_{skew_share} {}

    Year year() const { return year_; }
    double skew_share() const { return skew_share_; }
    /// The JSON of a user as it was written last; nothing when the user has changed since.
    std::string const* find(Character const& who) const {
        auto const found = cards_.find(who.uid);
        return found != cards_.end() && found->second.edition == who.edition ? &found->second.json : nullptr;
    }
    std::string const& keep(Character const& who, std::string json) {
        auto& card = cards_[who.uid];
        card = {who.edition, std::move(json)};
        return card.json;
    }

private:
    struct Card {
        int edition = 0;
        std::string json;
    };
    Year year_;
    double skew_share_;
    std::unordered_map<Uid, Card> cards_;
};

}  // namespace rw::sim
