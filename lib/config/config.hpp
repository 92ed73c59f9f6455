// The configuration as plain structs with their defaults, filled from one TOML file. Every key is described
// in config/reference.md. Secrets are read from the files that the configuration names; it never holds them
// itself.
#pragma once

#include "alert/delivery.hpp"
#include "alert/policy.hpp"
#include "care/bands.hpp"
#include "care/calendar.hpp"
#include "care/policy.hpp"
#include "care/tier.hpp"
#include "config/complaint.hpp"
#include "core/id.hpp"
#include "core/log.hpp"
#include "core/secret.hpp"
#include "core/time.hpp"
#include "core/zone.hpp"
#include "tone/judge.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rw::config {

enum class LogFormat : std::uint8_t { logfmt, json };

struct Daemon {
    std::string instance;  ///< the host name where none is written
    std::string state_dir = "/var/lib/replywatch";
    Zone timezone{"Asia/Shanghai", 8h};
    std::string language = "zh-CN";
    log::Level log_level = log::Level::info;
    LogFormat log_format = LogFormat::logfmt;
    std::string heartbeat_url;
    Span claim_lasts = 2h;  ///< then somebody else may take it
};

struct Redis {
    std::string url = "embedded:";
    Secret password;
    std::string prefix = "rw";
};

struct Weibo {
    std::string api_url = "https://api.weibo.com";
    std::string remind_url = "https://rm.api.weibo.com";
    std::string biz_url = "https://c.api.weibo.com";
    std::string ca_file;
    std::string proxy;  ///< `host:port`, empty for none
    std::string app_key;
    Secret app_secret;
    std::string redirect_url = "http://127.0.0.1:8765/callback";
    std::int64_t quota_user_hour = 0;  ///< 0: unknown, ask rate_limit_status
    std::int64_t quota_user_day = 100;
    std::int64_t quota_ip_hour = 15'000;
    Span min_interval = 180s;
    Span overlap = 120s;
    Span cold_start = 6h;
    Span blind_after = 20min;
};

enum class Style : std::uint8_t { plain, playful };

/// A fan whose tier is written down by the team.
struct Vip {
    Uid uid;
    care::Tier tier = care::Tier::normal;
    friend bool operator==(Vip const&, Vip const&) = default;
};

/// Who judges: the shipped rules and model, or those of a folder.
struct Tone {
    std::shared_ptr<tone::Judge const> judge;  ///< none: the shipped one
};

struct Account {
    AccountId name;
    Uid uid;
    std::vector<Secret> tokens;             ///< at least one; empty ones when read for `Purpose::login`
    std::vector<std::string> token_places;  ///< the files of `tokens`; empty where one is a credential
    bool biz = false;                       ///< they may use the commercial endpoints
    std::vector<Uid> staff_uids;
    std::vector<Uid> executive_uids;
    Style style = Style::plain;
    tone::Leanings leanings;
    std::vector<std::string> lists{"mentions", "comments_to_me", "comment_mentions", "reposts", "by_me"};
    std::vector<Vip> vips;
    care::Robots auto_reply;           ///< how its automatic replies are told from people's
    std::vector<std::string> clients;  ///< what the team writes with; none: anything
    bool fan_service = false;          ///< the fan service may push; needs `Weibo::app_secret`
    care::Calendar calendar = care::Calendar::always_open();  ///< its own, or the common one
};

/// One more robot of a channel's group.
struct Robot {
    Secret url;
    Secret secret;
};

struct Channel {
    ChannelId name;
    std::string type;  ///< contract 2
    Secret url;
    Secret secret;
    std::string keyword;
    alert::Fallback fallback;
    std::string from;
    std::vector<std::string> to;
    std::vector<Robot> robots;
};

struct User {
    std::string hash;  ///< lower-case hex SHA-256 of the token
    std::string name;
    std::string role;  ///< viewer, operator, admin
    friend bool operator==(User const&, User const&) = default;
};

struct Http {
    std::string listen = "127.0.0.1:8787";  ///< `host:port`, `[v6]:port`, `unix:/path`
    std::string public_url;  ///< without a slash at the end; follows from `listen` where none is written
    std::vector<User> users;
    std::string users_path;   ///< where they stand; it is read again when it changes
    std::int64_t rate = 200;  ///< requests a second of each user; 0: no limit
};

struct Privacy {
    bool mask = true;
    Span retention = 90 * 24h;
};

struct Config {
    Daemon daemon;
    Redis redis;
    Weibo weibo;
    Tone tone;
    std::vector<Account> accounts;
    care::Bands bands;
    care::Calendar calendar = care::Calendar::always_open();
    std::vector<Channel> channels;
    alert::Policy policy;
    Http http;
    Privacy privacy;
};

}  // namespace rw::config
