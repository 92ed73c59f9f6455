// Links by which somebody says from a chat or a mail that he has taken an incident on: one incident, one
// person, an end, and a signature. What has been signed with an older key holds until its end.
#pragma once

#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rw::notify {

struct AckClaim {
    IncidentId incident;
    NoticeId notice;     ///< that brought it: a link is for one use
    std::string person;  ///< whose name is noted
    TimePoint expires{};
    friend bool operator==(AckClaim const&, AckClaim const&) = default;
};

class AckKeys {
public:
    static constexpr Span lasts = 7 * 24h;       ///< a link
    static constexpr Span signs_for = 30 * 24h;  ///< a key; it is known until its last link has ended

    /// What comes after `/a/`. Nothing without a key.
    std::string sign(AckClaim const& claim) const;
    /// `bad_input` for what we have not signed, `gone` for what has ended. The comparison takes the same time
    /// wherever the signatures differ.
    Result<AckClaim> verify(std::string_view text, TimePoint now) const;

    /// Takes a fresh key into use when there is none, or the newest has signed long enough; forgets those
    /// whose links have all ended. True when something has changed.
    bool rotate(TimePoint now);

    std::string pack() const;
    /// What `pack` gave; an unreadable text gives no keys.
    static AckKeys unpack(std::string_view packed);
    friend bool operator==(AckKeys const&, AckKeys const&) = default;

private:
    struct Key {
        std::string id;
        std::string bytes;
        TimePoint since{};
        friend bool operator==(Key const&, Key const&) = default;
    };
    std::vector<Key> keys_;  ///< the newest last: it signs
};

}  // namespace rw::notify
