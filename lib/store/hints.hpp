// What a push of the fan service leaves behind besides messages: mentions still to be fetched, and which
// pushes have been seen.
#pragma once

#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "net/task.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::store {

/// Somebody named the brand there; only the id is known.
struct Hint {
    enum class Of : std::uint8_t { status, comment };
    Of of = Of::status;
    WeiboId id;
    TimePoint came_at{};

    std::string member() const;  ///< `status:ID`, `comment:ID`
    /// What `member` gave; nothing for any other text.
    static std::optional<Hint> parse(std::string_view member, TimePoint came_at);
    friend bool operator==(Hint const&, Hint const&) = default;
};

class Hints {
public:
    virtual ~Hints() = default;
    /// Remembers it until `done`; one that is remembered keeps the time it first came. `throttled` when
    /// 10,000 wait already.
    virtual net::Task<Result<void>> add_hint(AccountId account, Hint hint) = 0;
    /// The oldest first.
    virtual net::Task<Result<std::vector<Hint>>> pending_hints(AccountId account, std::size_t limit) = 0;
    /// Forgets what has been fetched, or is gone.
    virtual net::Task<Result<void>> done_hints(AccountId account, std::vector<std::string> members) = 0;
};

/// Nonces of pushes, for 20 minutes: twice as long as a push stays fresh on either side.
class Nonces {
public:
    virtual ~Nonces() = default;
    /// True when the nonce is new or came with the same digest before (the platform repeats itself); false
    /// when it came with another one.
    virtual net::Task<Result<bool>> meet(AccountId account, std::string nonce, std::string digest) = 0;
};

}  // namespace rw::store
