#include "folder.hpp"

#include <catch2/catch.hpp>

namespace rw::config {
namespace {

constexpr std::string_view account =
    "[[account]]\nname = \"yunzhi\"\nuid = \"1904178193\"\ntoken_files = [\"a.token\"]\n";

/// 2026-11-23 is a Monday.
TimePoint beijing(std::string const& clock) {
    return from_rfc3339("2026-11-23T" + clock + ":00+08:00").value();
}

Config good(Loaded const& loaded) {
    INFO(said(loaded));
    REQUIRE(loaded.config);
    return *loaded.config;
}

Config load_text(std::string_view text) {
    Folder const folder;
    folder.write("a.token", "synthetic-a\n");
    return good(load(folder.write("replywatch.toml", text)));
}

}  // namespace

TEST_CASE("an empty file is every default", "[config]") {
    auto const config = load_text("");
    CHECK_FALSE(config.daemon.instance.empty());
    CHECK(config.daemon.state_dir == "/var/lib/replywatch");
    CHECK(config.daemon.timezone == Zone{"Asia/Shanghai", 8h});
    CHECK(config.daemon.log_level == log::Level::info);
    CHECK(config.redis.url == "embedded:");
    CHECK(config.redis.prefix == "rw");
    CHECK(config.weibo.api_url == "https://api.weibo.com");
    CHECK(config.weibo.biz_url == "https://c.api.weibo.com");
    CHECK(config.weibo.redirect_url == "http://127.0.0.1:8765/callback");
    CHECK(config.weibo.min_interval == 180s);
    CHECK(config.weibo.blind_after == 20min);
    CHECK(config.bands.of(care::Class::complaint).ceiling == 60min);
    CHECK(config.http.listen == "127.0.0.1:8787");
    CHECK(config.http.public_url == "http://127.0.0.1:8787");
    CHECK(config.privacy.mask);
    CHECK(config.privacy.retention == 90 * 24h);
    CHECK(config.policy.zone == config.daemon.timezone);
    CHECK(config.policy.language == Language::chinese);
}

TEST_CASE("the language is the alerts' own", "[config][language]") {
    CHECK(load_text("[daemon]\nlanguage = \"en\"\n").policy.language == Language::english);
    CHECK(load_text("[daemon]\nlanguage = \"zh-CN\"\n").policy.language == Language::chinese);
}

TEST_CASE("without a calendar the team works from nine to ten in the evening, every day",
          "[config][calendar]") {
    auto const config = load_text("");
    CHECK_FALSE(config.calendar.open_at(beijing("08:59")));
    CHECK(config.calendar.open_at(beijing("09:00")));
    CHECK(config.calendar.open_at(beijing("21:59")));
    CHECK_FALSE(config.calendar.open_at(beijing("22:00")));
    CHECK(config.calendar.open_at(beijing("12:00") + 6 * 24h));
}

TEST_CASE("a weekday absent from the hours is closed", "[config][calendar]") {
    auto const config = load_text(
        "[calendar]\nhours = { mon = [\"13:00-22:00\", \"09:00-12:00\"], wed = [\"22:00-02:00\"] }\n");
    CHECK(config.calendar.open_at(beijing("10:00")));
    CHECK_FALSE(config.calendar.open_at(beijing("12:30")));
    CHECK_FALSE(config.calendar.open_at(beijing("10:00") + 24h));
    CHECK(config.calendar.open_at(beijing("23:00") + 48h));
    CHECK(config.calendar.open_at(beijing("01:00") + 72h));
}

TEST_CASE("hours are local to the configured time zone", "[config][calendar]") {
    auto const config =
        load_text("[daemon]\ntimezone = \"+09:30\"\n[calendar]\nhours = { mon = [\"00:00-24:00\"] }\n");
    CHECK(config.daemon.timezone.first_offset() == 9h + 30min);
    CHECK(config.policy.zone.first_offset() == 9h + 30min);
    CHECK_FALSE(config.calendar.open_at(beijing("23:00")));  // already Tuesday there
    CHECK(config.calendar.open_at(beijing("22:00")));
    CHECK(load_text("[daemon]\ntimezone = \"-03:00\"\n").daemon.timezone.first_offset() == -3h);
    CHECK(load_text("[daemon]\ntimezone = \"UTC\"\n").daemon.timezone.first_offset() == 0h);
}

TEST_CASE("a holiday file closes days and opens others", "[config][calendar]") {
    Folder const folder;
    folder.write("days/2026", "# synthetic\n2026-11-23,off,a day off\n\n2026-11-29, work\n");
    auto const config =
        good(load(folder.write("c.toml",
                               "[calendar]\nholidays = [\"days/2026\"]\nholiday_hours = [\"10:00-11:00\"]\n"
                               "hours = { mon = [\"14:00-16:00\"], tue = [\"14:00-16:00\"] }\n")));
    CHECK(config.calendar.open_at(beijing("10:30")));
    CHECK_FALSE(config.calendar.open_at(beijing("15:00")));
    CHECK(config.calendar.open_at(beijing("15:00") + 24h));
    CHECK(config.calendar.open_at(beijing("15:00") + 6 * 24h));  // a Sunday made up for
}

TEST_CASE("a band keeps the default of what is not written", "[config][bands]") {
    auto const config = load_text("[bands.complaint]\nceiling = \"40m\"\n[bands.safety]\nwarn = \"0s\"\n");
    CHECK(config.bands.of(care::Class::complaint) == care::Band{0s, 20min, 40min, care::ClockKind::working});
    CHECK(config.bands.of(care::Class::safety) == care::Band{0s, 0s, 15min, care::ClockKind::always});
    CHECK(config.bands.of(care::Class::prod) == care::Bands{}.of(care::Class::prod));
}

TEST_CASE("a default gives way to the limit that is written", "[config][bands]") {
    auto const config = load_text(
        "[bands.complaint]\nceiling = \"5s\"\n[bands.praise]\nwarn = \"1s\"\nceiling = \"2s\"\n"
        "[bands.question]\nwarn = \"3h\"\n");
    CHECK(config.bands.of(care::Class::complaint) == care::Band{0s, 5s, 5s, care::ClockKind::working});
    CHECK(config.bands.of(care::Class::praise) == care::Band{1s, 1s, 2s, care::ClockKind::working});
    CHECK(config.bands.of(care::Class::question) == care::Band{0s, 3h, 3h, care::ClockKind::working});
}

TEST_CASE("a tier's own limits stand over those of its class, and only there", "[config][bands][A14]") {
    using care::Class;
    using care::Tier;
    auto const config = load_text(
        "[bands.complaint]\nceiling = \"40m\"\n"
        "[bands.complaint.core]\nwarn = \"5m\"\nceiling = \"15m\"\nclock = \"always\"\n"
        "[bands.question.hostile-known]\nceiling = \"30m\"\n");
    auto const& bands = config.bands;
    CHECK(bands.of(Class::complaint, Tier::core) == care::Band{0s, 5min, 15min, care::ClockKind::always});
    CHECK(bands.of(Class::complaint, Tier::new_fan) ==
          care::Band{0s, 20min, 40min, care::ClockKind::working});
    CHECK(bands.of(Class::complaint, Tier::diamond) ==
          care::Band{0s, 10min, 20min, care::ClockKind::working});
    // The warning of the class is later than this ceiling: it gives way, for this tier alone.
    CHECK(bands.of(Class::question, Tier::hostile_known) ==
          care::Band{0s, 30min, 30min, care::ClockKind::working});
    CHECK(bands.of(Class::question) == care::Bands{}.of(Class::question));
}

TEST_CASE("a diamond waits half as long, unless its own table says otherwise", "[config][bands][A14]") {
    using care::Class;
    using care::Tier;
    auto const config =
        load_text("[bands.complaint.diamond]\nceiling = \"50m\"\n[bands.prod]\nceiling = \"20m\"\n");
    CHECK(config.bands.of(Class::complaint, Tier::diamond).ceiling == 50min);
    CHECK(config.bands.of(Class::complaint, Tier::diamond).warn == 10min);
    CHECK(config.bands.of(Class::complaint).ceiling == 60min);
    CHECK(config.bands.of(Class::prod, Tier::diamond).ceiling == 10min);
}

TEST_CASE("automatic replies are told by what the account says of them", "[config][account][K6]") {
    Folder const folder;
    folder.write("a.token", "synthetic-a");
    auto const usual = good(load(folder.write("c.toml", account))).accounts.at(0).auto_reply;
    CHECK(usual.quick == 0s);
    CHECK(usual.sources == care::Robots{}.sources);
    CHECK(usual.texts.empty());
    auto const own = good(load(folder.write(
        "c.toml",
        std::string{account} + "auto_reply = { within = \"2s\", sources = [], texts = [\"您好\"] }\n")));
    CHECK(own.accounts.at(0).auto_reply.quick == 2s);
    CHECK(own.accounts.at(0).auto_reply.sources.empty());
    CHECK(own.accounts.at(0).auto_reply.texts == std::vector<std::string>{"您好"});
}

TEST_CASE("a claim lasts two hours, or what is written", "[config]") {
    CHECK(load_text("").daemon.claim_lasts == 2h);
    CHECK(load_text("[daemon]\nclaim_lasts = \"45m\"\n").daemon.claim_lasts == 45min);
}

TEST_CASE("relative paths are relative to the configuration, not to where the daemon was started",
          "[config]") {
    Folder const folder;
    folder.write("etc/tokens/a.token", "synthetic-a\n");
    auto const file = folder.write("etc/c.toml",
                                   "[daemon]\nstate_dir = \"../state\"\n[[account]]\nname = \"yunzhi\"\n"
                                   "uid = \"1904178193\"\ntoken_files = [\"tokens/a.token\"]\n");
    auto const config = good(load(file));
    CHECK(config.daemon.state_dir == (folder.path() / "state").string());
    CHECK(config.accounts.at(0).tokens == std::vector{Secret{"synthetic-a"}});
}

TEST_CASE("the fan service may push where the application's secret is known", "[config][account]") {
    Folder const folder;
    folder.write("a.token", "synthetic-a");
    folder.write("app", "synthetic-app");
    auto const config = good(load(folder.write(
        "c.toml", std::string{account} + "fan_service = true\n[weibo]\napp_secret_file = \"app\"\n")));
    CHECK(config.accounts.at(0).fan_service);
}

TEST_CASE("an account has what is written, and the defaults of the rest", "[config][account]") {
    Folder const folder;
    folder.write("a.token", "synthetic-a");
    folder.write("vips", "1904178194,diamond\n# a comment\n 1904178195 , core\n");
    auto const config = good(load(folder.write(
        "c.toml",
        std::string{account} + "staff_uids = [\"1870632073\"]\nstyle = \"playful\"\nvip_file = \"vips\"\n")));
    auto const& yunzhi = config.accounts.at(0);
    CHECK(yunzhi.name == AccountId{"yunzhi"});
    CHECK(yunzhi.uid == Uid{1904178193});
    CHECK(yunzhi.staff_uids == std::vector{Uid{1870632073}});
    CHECK(yunzhi.style == Style::playful);
    CHECK(yunzhi.lists.size() == 5);
    CHECK_FALSE(yunzhi.fan_service);
    CHECK(yunzhi.vips ==
          std::vector{Vip{Uid{1904178194}, care::Tier::diamond}, Vip{Uid{1904178195}, care::Tier::core}});
}

TEST_CASE("people, turns, steps and routes become the policy", "[config][policy]") {
    auto const config = load_text(R"(
[[channel]]
name = "ops"
type = "console"
[[person]]
name = "李"
mobile = "13900000000"
channels = ["ops"]
[[schedule]]
name = "desk"
rotation = { every = "12h", handoff = "08:30", people = ["李"] }
[[escalation]]
name = "default"
steps = [{ after = "0s", notify = ["schedule:desk"] }, { after = "10m", notify = ["person:李", "channel:ops"] }]
repeat = 3
[[route]]
match = { level = ["orange", "red"], kind = "late", class = ["safety", "complaint"] }
escalation = "default"
group_by = ["account"]
group_wait = "250ms"
repeat_interval = "1m"
continue = true
[[route]]
escalation = "default"
)");
    auto const& policy = config.policy;
    CHECK(policy.people.at(0).mobile == "13900000000");
    CHECK(policy.people.at(0).channels == std::vector{ChannelId{"ops"}});
    CHECK(policy.schedules.at(0).every == 12h);
    CHECK(policy.schedules.at(0).handoff == 8h + 30min);
    CHECK(policy.schedules.at(0).people == std::vector<std::string>{"李"});
    REQUIRE(policy.escalations.at(0).steps.size() == 2);
    CHECK(policy.escalations.at(0).steps[1].after == 10min);
    CHECK(policy.escalations.at(0).steps[1].notify.size() == 2);
    CHECK(policy.escalations.at(0).repeat == 3);
    auto const& route = policy.routes.at(0);
    CHECK(route.match.levels == std::set{care::Level::orange, care::Level::red});
    CHECK(route.match.kinds == std::set<std::string>{"late"});
    CHECK(route.match.classes == std::set<std::string>{"complaint", "safety"});
    CHECK(route.group_by == std::vector<std::string>{"account"});
    CHECK(route.group_wait == 250ms);
    CHECK(route.repeat_interval == 1min);
    CHECK(route.continues);
    CHECK(policy.routes.at(1).match.levels.empty());
    CHECK(policy.routes.at(1).group_wait == 30s);
}

TEST_CASE("an address loses the slash at its end", "[config]") {
    auto const config = load_text(
        "[weibo]\napi_url = \"http://127.0.0.1:18080/\"\n[http]\npublic_url = \"https://w.example/x/\"\n");
    CHECK(config.weibo.api_url == "http://127.0.0.1:18080");
    CHECK(config.http.public_url == "https://w.example/x");
}

TEST_CASE("addresses that are good", "[config][address]") {
    for (auto const* const address :
         {"https://a.example", "https://a.example:8443/x?y=z", "http://localhost:1", "http://127.8.9.1",
          "http://[::1]:80/x", "https://[2001:db8::1]"}) {
        CAPTURE(address);
        CHECK(
            load_text("[daemon]\nheartbeat_url = \"" + std::string{address} + "\"\n").daemon.heartbeat_url ==
            address);
    }
    for (auto const* const url : {"embedded:", "unix:///run/redis.sock", "redis://localhost",
                                  "redis://me@h:6379/3", "rediss://[::1]:6380/0"}) {
        CAPTURE(url);
        CHECK(load_text("[redis]\nurl = \"" + std::string{url} + "\"\n").redis.url == url);
    }
    for (auto const* const listen :
         {"127.0.0.1:0", "[::1]:8787", "localhost:80", "unix:/run/replywatch.sock", ""}) {
        CAPTURE(listen);
        CHECK(load_text("[http]\nlisten = \"" + std::string{listen} + "\"\n").http.listen == listen);
    }
}

TEST_CASE("users are read from their file", "[config][http]") {
    Folder const folder;
    auto const hash = std::string(63, '0') + "a";
    folder.write("users", "# HASH,NAME,ROLE\n\n" + hash + ",li,operator\r\n" + hash + " , wang , admin\n");
    auto const config = good(load(folder.write("c.toml", "[http]\nusers_file = \"users\"\n")));
    CHECK(config.http.users == std::vector{User{hash, "li", "operator"}, User{hash, "wang", "admin"}});
}

}  // namespace rw::config
