// Whether one person has become the account (A10).
#pragma once

#include "care/finding.hpp"
#include "care/history.hpp"

#include <string>
#include <vector>

namespace rw::care {

struct ConcentrationPolicy {
    double share = 0.5;  ///< of the open items, in one hand
    double times = 2;    ///< the median of the team
    int people = 3;      ///< fewer are no team
    int items = 10;      ///< fewer claimed items say nothing
    int regular = 3;     ///< answers that make a fan a regular
    int regulars = 20;   ///< fewer regulars say nothing of who knows them
};

/// What one operator carries.
struct Hand {
    std::string name;
    int held = 0;  ///< open items claimed
    int replies = 0;
    int fans = 0;      ///< distinct fans answered
    int only_his = 0;  ///< regulars whom nobody else ever answered, as far as is known
};
struct Concentration {
    std::vector<Hand> hands;  ///< by name; of everybody who holds or has answered
    int held = 0;             ///< open items in somebody's hands
    double gini = 0;          ///< of what is held
    double gini_replies = 0;
    int regulars = 0;  ///< fans with at least `regular` answers, all of known people
};
/// What each carries. `team` names people who count even with empty hands; it may be empty.
Concentration concentration(History const& history, std::vector<std::string> const& team,
                            ConcentrationPolicy const& policy);

/// One person holds more than half of what is claimed and more than twice the median; or is the only one who
/// ever answered more than half of the regulars.
std::vector<Finding> concentration_findings(Concentration const& now, ConcentrationPolicy const& policy);

/// The regulars whom only one person has ever answered, with that person (bus factor).
std::vector<std::pair<Uid, std::string>> known_to_one(std::vector<Answer> const& answers,
                                                      ConcentrationPolicy const& policy);

}  // namespace rw::care
