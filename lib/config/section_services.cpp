#include "config/address.hpp"
#include "config/chapter.hpp"
#include "config/named_file.hpp"

namespace rw::config {
namespace {

std::string without_slash(std::string address) {
    while (address.ends_with('/'))
        address.pop_back();
    return address;
}

Fields<Redis> redis_fields() {
    return {
        field(&Redis::url,
              {"url",
               "`embedded:` is a private redis-server in `state_dir`; or `unix:///path`, "
               "`redis://user@host:6379/0`, "
               "`rediss://…`."},
              redis_address()),
        secret_field(&Redis::password, {"password_file", "Holds the password."}, secret_file("the password")),
        field(&Redis::prefix, {"prefix", "Every key begins with it."}, name()),
    };
}

Kind<std::int64_t> calls() {
    return number(0, 1'000'000'000);
}

Fields<Weibo> weibo_fields() {
    return {
        field(&Weibo::api_url, {"api_url", "The Weibo API."}, web_address()),
        field(&Weibo::remind_url, {"remind_url", "The API of unread counts."}, web_address()),
        field(&Weibo::biz_url, {"biz_url", "The commercial API, for accounts with `biz`."}, web_address()),
        field(&Weibo::ca_file, {"ca_file", "Extra trust anchor (PEM); certificates are always verified."},
              readable_file()),
        field(&Weibo::proxy, {"proxy", "HTTP proxy for Weibo as `host:port`; empty: none."},
              host_and_port_or_none()),
        field(&Weibo::app_key,
              {"app_key", "Of the application at open.weibo.com; needed by `replywatch login`."}, text()),
        secret_field(&Weibo::app_secret, {"app_secret_file", "Holds the application's secret."},
                     secret_file("the application's secret")),
        field(&Weibo::redirect_url,
              {"redirect_url",
               "The callback that is registered with the application, to the letter; `replywatch login` "
               "waits there."},
              web_address()),
        field(&Weibo::quota_user_hour,
              {"quota_user_hour", "Calls a token may make in an hour; 0: ask rate_limit_status."}, calls()),
        field(&Weibo::quota_user_day, {"quota_user_day", "Calls a token may make in a day."}, calls()),
        field(&Weibo::quota_ip_hour, {"quota_ip_hour", "Calls this host may make in an hour."}, calls()),
        field(&Weibo::min_interval, {"min_interval", "No list is read more often than this."},
              duration(250ms, 24h)),
        field(&Weibo::overlap, {"overlap", "How far each reading reaches back behind the last one."},
              duration()),
        field(&Weibo::cold_start, {"cold_start", "On the first run older messages are history, not work."},
              duration()),
        field(&Weibo::blind_after, {"blind_after", "A list unread for this long is an incident."},
              duration(1ms)),
    };
}

void finish_weibo(Node const& table, Reading& reading, Weibo& weibo) {
    weibo.api_url = without_slash(weibo.api_url);
    weibo.remind_url = without_slash(weibo.remind_url);
    weibo.biz_url = without_slash(weibo.biz_url);
    auto const* const blind = table.find("blind_after");
    auto const* const interval = table.find("min_interval");
    if ((blind || interval) && weibo.blind_after <= weibo.min_interval) {
        reading.warn((blind ? blind : interval)->at,
                     "blind_after (" + to_text(weibo.blind_after) + ") is not longer than min_interval (" +
                         to_text(weibo.min_interval) + "): every list will seem blind");
    }
}

Fields<Http> http_fields() {
    return {
        field(&Http::listen, {"listen", "Where API and dashboard are served; empty: nowhere."},
              listen_address()),
        field(&Http::public_url,
              {"public_url",
               "How people reach it: links in notices begin with this. Empty: `http://` and `listen`."},
              web_address_or_none()),
        field(&Http::users,
              {"users_file",
               "Who may ask: `HASH,NAME,ROLE` a line, HASH the SHA-256 of the token in lower-case "
               "hex, ROLE viewer, operator or admin. Read again when it changes."},
              users_file()),
        field(
            &Http::rate,
            {"rate",
             "Requests a second that each user may send for long; five times as many at once. 0: no limit."},
            number(0, 100'000)),
    };
}

void finish_http(Node const& table, Reading& reading, Http& http) {
    http.public_url = without_slash(http.public_url);
    auto const* const users = table.find("users_file");
    if (auto const place = users && !users->text.empty() ? reading.place_of(users->text) : std::string{})
        http.users_path = *place;
    auto const host = host_of(http.listen);
    if (host.empty()) return;
    auto const* const listen = table.find("listen");
    bool const exposed = listen && !is_loopback(host);
    if (exposed) {
        reading.warn(listen->at,
                     "`" + http.listen +
                         "` is reached from other hosts in plain text: put a proxy with TLS in front of it");
    }
    if (!http.public_url.empty()) return;
    http.public_url = "http://" + http.listen;
    if (exposed)
        reading.warn(listen->at, "there is no public_url: links in notices begin with " + http.public_url);
}

}  // namespace

Chapter redis_chapter() {
    return section<Redis>({"redis", "Where everything is kept."}, redis_fields(),
                          [](Config& config) -> Redis& { return config.redis; });
}

Chapter weibo_chapter() {
    return section<Weibo>(
        {"weibo", "The platform and how much may be asked of it."}, weibo_fields(),
        [](Config& config) -> Weibo& { return config.weibo; }, finish_weibo);
}

Chapter http_chapter() {
    return section<Http>(
        {"http", "The API and the dashboard."}, http_fields(),
        [](Config& config) -> Http& { return config.http; }, finish_http);
}

}  // namespace rw::config
