// The platform's HTTP API as a function of a request and a time. No socket, no clock.
#pragma once

#include "weibo-sim/answer.hpp"
#include "weibo-sim/call.hpp"
#include "weibo-sim/cards.hpp"
#include "weibo-sim/census.hpp"
#include "weibo-sim/faults.hpp"
#include "weibo-sim/json_text.hpp"
#include "weibo-sim/paging.hpp"
#include "weibo-sim/tokens.hpp"
#include "weibo-sim/world.hpp"

#include <functional>
#include <variant>

namespace rw::sim {

struct Manners {
    std::uint64_t seed = 0;
    double drop_share = 0;               ///< items that vanish after the page was cut (weibo-api 10.4)
    std::map<std::string, Uid> codes{};  ///< OAuth codes, each good for one token
    Year year = Year::y2018;
    double skew_share = 0;  ///< dates beside the time of their id (weibo-api 3.1)
    bool writes = false;    ///< comments may be written; else everything that changes something is refused
    Dress dress{};
    Chance faults{};
};

/// Endpoints that would change something, whether they are played or not.
bool is_writing(std::string_view path);

/// A body to be sent with 200, or what is wrong.
using Outcome = std::variant<std::string, ApiError>;

class Api {
public:
    Api(World& world, Tokens& tokens, Manners manners)
        : world_{world},
          tokens_{tokens},
          manners_{std::move(manners)},
          cards_{manners_.year, manners_.skew_share},
          faults_{manners_.seed} {
        faults_.leave_to_chance(manners_.faults);
    }

    Answer answer(net::Request const& request, TimePoint now);

    Faults& faults() { return faults_; }
    Census const& census() const { return census_; }
    Dress const& dress() const { return manners_.dress; }

    /// What one list has shown of its account's items to whoever asked (weibo-api 11.3): after the filter
    /// that drops items, and without those who have not authorised the app where the list leaves them out.
    struct Exposure {
        std::string_view list;  ///< one of `list_names`
        std::int64_t id;
        TimePoint visible_at;
        bool deleted;
    };
    /// `biz`: as the commercial forms show it. Items the world has forgotten are left out.
    std::vector<Exposure> exposed(Uid account, bool biz = false) const;

private:
    using Run = Outcome (Api::*)(Call const&);
    struct Endpoint {
        std::string_view path;
        bool post;  ///< asked with POST; else with GET
        bool open;  ///< needs no token and costs no quota
        bool free;  ///< costs no quota
        Run run;
        bool biz = false;  ///< for tokens with commercial access (weibo-api 9)
    };
    struct ListKind {
        std::string_view key;  ///< `comments`, `statuses`, `reposts`
        std::size_t usual;     ///< items a page when `count` is absent
        std::size_t most;      ///< `count` is clamped to it
        bool authorised_only;  ///< fans who have not authorised the app are left out (weibo-api 4.2)
    };
    struct Envelope {
        std::string_view key;   ///< of the items
        std::string_view tail;  ///< `show` and `user` bring keys of their own
        std::size_t total;      ///< before anything was filtered
    };
    struct Reading {
        Window window;
        bool trim_user = false;
    };
    static Endpoint const* find_endpoint(std::string_view path);
    Answer meet(FaultKind kind, Call const& call);
    Answer early_fault(FaultKind kind);
    Answer plain_answer(Call const& call);
    Answer refuse(ApiError const& error, Call const& call);
    Outcome run(Call const& call);
    std::optional<ApiError> admit(Call const& call, Endpoint const* endpoint);
    bool changes_something(Call const& call) const;

    std::variant<Reading, ApiError> reading(Call const& call, ListKind const& kind) const;
    Outcome list(Call const& call, Timeline const& ids, ListKind const& kind, std::string_view tail);
    void write_tail(JsonText& json, Page const& page, Envelope const& envelope);
    std::vector<Item const*> shown(std::vector<std::int64_t> const& ids, ListKind const& kind) const;
    bool is_dropped(std::int64_t id) const;
    bool is_shown(std::int64_t id, Uid author, bool authorised_only) const;
    Timeline const& filtered(Call const& call, Timeline const& ids, Timeline& store) const;
    std::variant<Item const*, ApiError> status_asked(Call const& call) const;
    std::variant<Item const*, ApiError> comment_asked(Call const& call) const;
    Uid caller(Call const& call);
    Outcome write(Call const& call, Item const& status, Item const* parent);
    std::optional<ApiError> unfit(Call const& call, std::string const& text);
    Outcome one_comment(WeiboId id);
    Outcome comments_create(Call const& call);
    Outcome comments_reply(Call const& call);
    Outcome comments_destroy(Call const& call);
    Outcome mentions_biz(Call const& call);
    Outcome comments_to_me_biz(Call const& call);
    Outcome user_timeline_biz(Call const& call);
    Outcome comments_show_all(Call const& call);
    Outcome own_statuses(Call const& call, std::size_t reach, ListKind const& kind);
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
    Cards cards_;
    Faults faults_;
    Census census_{};
    std::map<Uid, std::string> said_last_{};  ///< what each account wrote last, and where
};

}  // namespace rw::sim
