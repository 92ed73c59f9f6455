// The rules in force for an account: how long whom of which tier may wait, and when people work.
#pragma once

#include "care/bands.hpp"
#include "care/calendar.hpp"
#include "care/tier.hpp"
#include "core/utterance.hpp"
#include "tone/judge.hpp"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace rw::care {

/// How automatic replies of an account are told from people's, besides their mark (K6).
struct Robots {
    Span quick{0};  ///< an answer this soon, without a word of the question; zero: off
    std::vector<std::string> sources{"自动回复"};  ///< parts of client names
    std::vector<std::string> texts;                ///< wordings, matched nearly
};

struct Policy {
    Bands bands;
    Calendar calendar = Calendar::always_open();
    std::unordered_map<Uid, Tier> tiers;  ///< of the account's `vip_file`
    std::unordered_map<Uid, Tier> known;  ///< learnt from how often and how long they have talked to us (B2)
    Robots robots;
    std::vector<std::string> clients;  ///< parts of the names of clients that the team writes with; none: any
    std::shared_ptr<tone::Judge const> judge;  ///< none: the shipped one
    tone::Style style = tone::Style::plain;    ///< how the account talks
    tone::Leanings leanings;                   ///< its thresholds, beside the shipped ones

    tone::Judge const& tone() const { return judge ? *judge : tone::Judge::shipped(); }
    /// From the file, else by what the platform shows: a million followers are a diamond, 100,000 or a
    /// verified name the core;
    /// else as known from the ledger of fans (A14).
    Tier tier_of(Person const& fan) const;
    /// A short name that changes with any rule (K24).
    std::string id() const;
};

}  // namespace rw::care
