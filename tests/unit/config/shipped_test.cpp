// What is shipped under config/ works as it is, and the reference page tells the truth.
#include "folder.hpp"

#include <catch2/catch.hpp>

#include <sstream>

namespace rw::config {
namespace {

/// Everything that the contract shows, as it shows it; only names of files and of what is not built differ.
constexpr std::string_view contract = R"(
[daemon]
instance  = "rw-1"
state_dir = "/var/lib/replywatch"
timezone  = "Asia/Shanghai"
language  = "zh-CN"
log_level = "info"
heartbeat_url = ""

[redis]
url    = "embedded:"
password_file = ""
prefix = "rw"

[weibo]
api_url    = "https://api.weibo.com"
remind_url = "https://rm.api.weibo.com"
ca_file    = ""
app_key    = ""
app_secret_file = ""
quota_user_hour = 0
quota_user_day  = 100
quota_ip_hour   = 15000
min_interval = "180s"
overlap      = "120s"
cold_start   = "6h"
blind_after  = "20m"

[[account]]
name = "yunzhi"
uid  = "1904178193"
token_files    = ["yunzhi.token"]
staff_uids     = ["1870632073"]
executive_uids = []
style = "plain"
lists = ["mentions", "comments_to_me", "comment_mentions", "reposts", "by_me"]
vip_file = ""

[bands.complaint]
floor = "0s"
warn = "20m"
ceiling = "60m"
clock = "working"
[bands.question]
warn = "60m"
[bands.howto]
warn = "60m"
[bands.prod]
warn = "10m"
[bands.safety]
clock = "always"
[bands.legal]
clock = "always"
[bands.media]
clock = "always"
[bands.suggestion]
floor = "0s"
[bands.praise]
floor = "3m"
[bands.chitchat]
floor = "3m"
[bands.vip_complaint]
clock = "always"

[calendar]
hours    = { mon = ["09:00-12:00", "13:00-22:00"] }
holidays = ["cn"]
holiday_hours = ["10:00-18:00"]

[[channel]]
name = "ops-group"
type = "dingtalk"
url_file = "ops-group.url"
secret_file = ""
from = ""
to = []

[[person]]
name = "li"
mobile = "13900000000"
channels = ["ops-group"]
[[person]]
name = "wang"
[[person]]
name = "lead"

[[schedule]]
name = "desk"
rotation = { every = "1d", handoff = "09:00", people = ["li", "wang"] }

[[escalation]]
name = "default"
steps  = [ { after = "0s", notify = ["channel:ops-group", "schedule:desk"] }, { after = "10m", notify = ["person:lead"] } ]
repeat = 3

[[route]]
match = { level = ["orange", "red"] }
escalation = "default"
group_by = ["account", "kind"]
group_wait = "30s"
repeat_interval = "30m"

[http]
listen = "127.0.0.1:8787"
public_url = "https://watch.example.com"
users_file = "users"

[privacy]
mask = true
retention = "90d"
)";

void write_named_files(Folder const& folder) {
    folder.write("yunzhi.token", "synthetic-token\n");
    folder.write("ops-group.url", "https://robot.example.com/send?access_token=synthetic\n");
    folder.write("ops-group.secret", "SECsynthetic\n");
    folder.write("users", std::string(64, '0') + ",li,operator\n");
}

bool same(alert::Policy const& a, alert::Policy const& b) {
    return a.escalations.at(0).steps == b.escalations.at(0).steps && a.people.size() == b.people.size() &&
           a.routes.size() == b.routes.size() && a.routes.at(0).match.levels == b.routes.at(0).match.levels;
}

}  // namespace

TEST_CASE("every key of the contract is known", "[config][contract]") {
    Folder const folder;
    write_named_files(folder);
    auto const loaded = load(folder.write("c.toml", contract));
    INFO(said(loaded));
    REQUIRE(loaded.config);
    CHECK(loaded.warnings.empty());
    CHECK(loaded.config->calendar.holidays().covers(2026));
    CHECK(loaded.config->daemon.instance == "rw-1");
    CHECK(loaded.config->policy.schedules.at(0).people.size() == 2);
    CHECK(loaded.config->http.users.size() == 1);
}

TEST_CASE("loading twice gives the same", "[config]") {
    Folder const folder;
    write_named_files(folder);
    auto const file = folder.write("c.toml", contract);
    auto const one = load(file);
    auto const two = load(file);
    REQUIRE(one.config);
    REQUIRE(two.config);
    CHECK(one.warnings == two.warnings);
    CHECK(one.config->accounts.at(0).tokens == two.config->accounts.at(0).tokens);
    CHECK(one.config->channels.at(0).url == two.config->channels.at(0).url);
    CHECK(one.config->http.users == two.config->http.users);
    CHECK(one.config->daemon.instance == two.config->daemon.instance);
    CHECK(same(one.config->policy, two.config->policy));
}

TEST_CASE("the shipped example is good once its files are there", "[config][shipped]") {
    Folder const folder;
    write_named_files(folder);
    auto const loaded =
        load(folder.write("replywatch.toml", content_of(source_dir() / "config/replywatch.toml")));
    CHECK(said(loaded).empty());
    CHECK(loaded.config.has_value());
}

TEST_CASE("what the example shows as a comment can be taken as it is, and is the default",
          "[config][shipped]") {
    Folder const folder;
    write_named_files(folder);
    folder.write("vips.csv", "1904178194,diamond\n");
    auto const text = content_of(source_dir() / "config/replywatch.toml");
    // The tables of bands that are comments, and the keys of the account that are: the lines that begin so.
    std::string opened;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        bool const band = line.starts_with("# [bands.") || line.starts_with("# floor ") ||
                          line.starts_with("# warn ") || line.starts_with("# ceiling ") ||
                          line.starts_with("# clock ");
        bool const key = line.starts_with("# vip_file") || line.starts_with("# auto_reply") ||
                         line.starts_with("# claim_lasts");
        opened += (band || key ? line.substr(2) : line) + "\n";
    }
    auto const loaded = load(folder.write("replywatch.toml", opened));
    CHECK(said(loaded).empty());
    REQUIRE(loaded.config);
    for (std::size_t kind = 0; kind < care::class_count; ++kind) {
        for (std::size_t tier = 0; tier < care::tier_count; ++tier) {
            auto const c = static_cast<care::Class>(kind);
            auto const t = static_cast<care::Tier>(tier);
            INFO(care::to_text(c) << " " << care::to_text(t));
            CHECK(loaded.config->bands.of(c, t) == care::Bands{}.of(c, t));
        }
    }
    CHECK(loaded.config->accounts.at(0).auto_reply.quick == 2s);
    CHECK(loaded.config->accounts.at(0).vips.size() == 1);
    CHECK(loaded.config->daemon.claim_lasts == 2h);
}

TEST_CASE("the demo is good as it lies there, and its accounts are those of the scenario",
          "[config][shipped]") {
    auto const loaded = load((source_dir() / "config/demo/replywatch.toml").string());
    CHECK(said(loaded).empty());
    REQUIRE(loaded.config);
    CHECK(loaded.config->accounts.size() == 3);
    auto const scenario = content_of(source_dir() / "config/demo/scenario.toml");
    for (auto const& account : loaded.config->accounts) {
        CAPTURE(account.name.text());
        CHECK(scenario.find("uid = \"" + account.uid.text() + "\"") != std::string::npos);
        for (auto const& token : account.tokens) {
            CHECK(scenario.find("token = \"" + token.reveal() + "\"") != std::string::npos);
        }
    }
    CHECK(loaded.config->http.users.at(0).role == "admin");
    for (std::size_t i = 0; i < care::class_count; ++i) {
        CHECK(loaded.config->bands.of(static_cast<care::Class>(i)).clock == care::ClockKind::always);
    }
}

TEST_CASE("the reference page is what the program reads by", "[config][shipped]") {
    auto const page = source_dir() / "config/reference.md";
    if (updates_golden()) std::ofstream{page, std::ios::binary} << reference();
    CHECK(reference() == content_of(page));
    auto const leaf = source_dir() / "config/replywatch.toml.5";
    if (updates_golden()) std::ofstream{leaf, std::ios::binary} << manual();
    CHECK(manual() == content_of(leaf));
}

}  // namespace rw::config
