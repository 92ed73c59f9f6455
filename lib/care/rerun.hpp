// What the team would have been told of a recording under other rules, by a clock that runs as the facts
// became known.
#pragma once

#include "care/book.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rw::care {

/// Something that the team would have been told.
struct Told {
    ConversationId conversation;
    Moment::What what = Moment::What::prebreach;
    WeiboId asked;  ///< the message waited for, or the reply that promised
    std::string who;
    Class kind = Class::chitchat;
    Level level = Level::none;
    TimePoint when{};
    friend bool operator==(Told const&, Told const&) = default;
};

/// By conversation, and then by time. That deadlines passed and waits were settled is not believed; the clock
/// stops at `end`, the last fact of the recording (`last_known`).
std::vector<Told> rerun(std::vector<Conversation> const& recording, Brand const& brand, Policy const& policy,
                        TimePoint end);
TimePoint last_known(std::vector<Conversation> const& recording);

/// One thing told: under both rules, but not alike, or under one of them only.
struct Change {
    std::optional<Told> before;
    std::optional<Told> after;
    friend bool operator==(Change const&, Change const&) = default;
};
/// What differs between two reruns of one recording, in their order.
std::vector<Change> compare(std::vector<Told> const& before, std::vector<Told> const& after);

}  // namespace rw::care
