// The platform's HTTP API as a function of a request and a time. No socket, no clock.
#pragma once

#include "core/json.hpp"
#include "net/http.hpp"
#include "weibo-sim/census.hpp"
#include "weibo-sim/faults.hpp"
#include "weibo-sim/paging.hpp"
#include "weibo-sim/tokens.hpp"
#include "weibo-sim/world.hpp"

#include <functional>
#include <variant>

namespace rw::sim {

/// How an answer leaves the house.
enum class Wire { whole, cut, none };

struct Answer {
    int status = 200;
    std::string body;
    std::string type = "application/json;charset=UTF-8";
    bool gzipped = false;
    Span delay{0};
    Wire wire = Wire::whole;
};

struct Manners {
    std::uint64_t seed = 0;
    double drop_share = 0;               ///< items that vanish after the page was cut (weibo-api 10.4)
    std::map<std::string, Uid> codes{};  ///< OAuth codes, each good for one token
};

/// One request, taken apart.
struct Call {
    std::string method;
    std::string path;
    std::string peer;
    std::string token;
    std::vector<std::pair<std::string, std::string>> fields;  ///< of query and form, in order
    TimePoint now{};

    /// The last value of `name`; nothing when absent or empty.
    std::optional<std::string> field(std::string_view name) const;
};
Call take_apart(net::Request const& request, TimePoint now);

/// A body to be sent with 200, or what is wrong.
using Outcome = std::variant<std::string, ApiError>;

class Api {
public:
    Api(World& world, Tokens& tokens, Manners manners)
        : world_{world}, tokens_{tokens}, manners_{std::move(manners)} {}

    Answer answer(net::Request const& request, TimePoint now);

    Faults& faults() { return faults_; }
    Census const& census() const { return census_; }

private:
    using Run = Outcome (Api::*)(Call const&);
    struct Endpoint {
        std::string_view path;
        bool post;  ///< asked with POST; else with GET
        bool open;  ///< needs no token and costs no quota
        bool free;  ///< costs no quota
        Run run;
    };
    struct ListKind {
        std::string_view key;  ///< `comments`, `statuses`, `reposts`
        std::size_t usual;     ///< items a page when `count` is absent
        std::size_t most;      ///< `count` is clamped to it
        bool authorised_only;  ///< fans who have not authorised the app are left out (weibo-api 4.2)
    };
    struct Reading {
        Window window;
        bool trim_user = false;
    };
    static Endpoint const* find_endpoint(std::string_view path);
    Answer meet(FaultKind kind, Call const& call);
    Answer plain_answer(Call const& call);
    Answer refuse(ApiError const& error, Call const& call);
    Outcome run(Call const& call);
    bool changes_something(Call const& call) const;

    std::variant<Reading, ApiError> reading(Call const& call, ListKind const& kind) const;
    Outcome list(Call const& call, Timeline const& ids, ListKind const& kind, std::string_view tail);
    std::vector<Item const*> shown(std::vector<std::int64_t> const& ids, ListKind const& kind) const;
    Timeline filtered(Call const& call, Timeline const& ids) const;
    std::variant<Item const*, ApiError> status_asked(Call const& call) const;
    Uid caller(Call const& call);
    Outcome mentions(Call const& call);
    Outcome comment_mentions(Call const& call);
    Outcome comments_to_me(Call const& call);
    Outcome comments_by_me(Call const& call);
    Outcome comments_timeline(Call const& call);
    Outcome comments_show(Call const& call);
    Outcome repost_timeline(Call const& call);
    Outcome user_timeline(Call const& call);
    Outcome comments_show_batch(Call const& call);
    Outcome statuses_show(Call const& call);
    Outcome statuses_count(Call const& call);
    Outcome users_show(Call const& call);
    Outcome get_uid(Call const& call);
    Outcome rate_limit_status(Call const& call);
    Outcome unread_count(Call const& call);
    Outcome access_token(Call const& call);
    Outcome get_token_info(Call const& call);
    Outcome revoke(Call const& call);

    World& world_;
    Tokens& tokens_;
    Manners manners_;
    Faults faults_{};
    Census census_{};
};

}  // namespace rw::sim
