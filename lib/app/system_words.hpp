// What the house says about itself, in the team's language: what it cannot see, may not read, cannot deliver,
// and what the figures of an account tell. Pure.
#pragma once

#include "alert/escalate.hpp"
#include "alert/policy.hpp"
#include "care/finding.hpp"
#include "care/holidays.hpp"
#include "core/language.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rw::app {

/// To whose people it is said, and in which language.
struct Audience {
    AccountId account;
    Language language = Language::chinese;
};

/// `收到的评论`, `comments received`: as people call it; a name that is none of the lists stays.
std::string name_of_list(std::string_view list, Language language);

/// How long nothing has been read.
struct Blindness {
    TimePoint seen_at{};
    TimePoint now{};
    std::string trouble;  ///< what the platform said; may be empty
};
alert::Trouble blind_trouble(Audience const& to, std::string const& list, Blindness const& how);
/// The application may not read `endpoint`.
alert::Trouble closed_trouble(Audience const& to, std::string const& endpoint, std::string why);
/// Why an endpoint that is no list is not read.
std::string not_read_again(Language language);
/// The platform refuses this host.
alert::Trouble address_trouble(Audience const& to);

/// A token does not work any more; `last`: none of the account's does.
alert::Trouble dead_token_trouble(Audience const& to, std::string const& token, std::string why, bool last);
/// A token has so long to live; of level `none` when that is long enough.
alert::Trouble ending_token_trouble(Audience const& to, std::string const& token, Span left);
/// Its calls are used up, `until` then.
alert::Trouble spent_token_trouble(Audience const& to, std::string const& token,
                                   std::optional<TimePoint> until);

alert::Trouble undelivered_trouble(Audience const& to, ChannelId const& channel, std::string why);
/// The daemon's own; `why` in the audience's language.
alert::Trouble daemon_trouble(Audience const& to, std::string key, std::string why);
/// All that is risky about Redis, as one line; empty: nothing.
std::string redis_risks(std::vector<std::string> const& warnings, Language language);
std::string steps_were_late(int count, Language language);

alert::Trouble finding_trouble(Audience const& to, care::Finding const& finding);
/// Holidays that we do not know: whole days would be counted as working time (K21).
alert::Trouble holidays_trouble(Audience const& to, care::Gap const& gap);
/// A schedule will reach nobody: known before it happens.
alert::Trouble roster_trouble(Audience const& to, alert::DutyGap const& gap, Zone const& zone);

/// Why something is over.
enum class Over : std::uint8_t { well_again, not_configured, not_so_any_more, calm };
std::string to_words(Over over, Language language);

}  // namespace rw::app
