#include "login.hpp"

#include "callback.hpp"
#include "config/address.hpp"
#include "config/load.hpp"
#include "core/json.hpp"
#include "net/http_client.hpp"
#include "net/loop.hpp"
#include "token_file.hpp"
#include "weibo/oauth.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <iostream>

namespace rw::cli {
namespace {

/// Everything that is known before the browser is asked.
struct Plan {
    config::Weibo weibo;
    config::Account account;
    std::string place;  ///< of the token
    net::Url api;
    net::Url redirect;
    std::string state;
};

Failure wrong(std::string words) {
    return Failure{Fault::bad_input, std::move(words)};
}

template <class Items, class Text>
std::string listed(Items const& items, Text text) {
    std::string out;
    for (auto const& item : items)
        out += (out.empty() ? "" : ", ") + text(item);
    return out.empty() ? "none" : out;
}

Result<config::Account> account_named(config::Config const& config, std::string const& name) {
    auto const& all = config.accounts;
    auto const found = std::ranges::find(all, name, [](auto const& each) { return each.name.text(); });
    if (found != all.end()) return *found;
    return wrong("no [[account]] is called `" + name +
                 "`, expected one of: " + listed(all, [](auto const& each) { return each.name.text(); }));
}

/// Where the token goes: as the command line says, else into the account's only token file.
Result<std::string> place_of(LoginOptions const& options, config::Account const& account) {
    if (!options.token_file.empty()) return options.token_file;
    auto const& places = account.token_places;
    if (places.size() == 1 && !places.front().empty()) return places.front();
    return wrong(
        "account " + account.name.text() + " has " +
        (places.size() == 1 ? std::string{"its token as a systemd credential"}
                            : std::to_string(places.size()) + " token files") +
        ": say where this token goes, --token-file FILE" +
        (places.size() == 1 ? "" : "; they are: " + listed(places, [](auto const& each) { return each; })));
}

Result<Plan> plan_for(LoginOptions const& options, config::Config const& config) {
    Plan plan;
    plan.weibo = config.weibo;
    auto account = account_named(config, options.account);
    if (!account) return account.error();
    plan.account = *std::move(account);
    if (plan.weibo.app_key.empty())
        return wrong("weibo.app_key is not set: the application's page at open.weibo.com tells it");
    if (plan.weibo.app_secret.empty())
        return wrong("weibo.app_secret_file is not set: it holds the secret that belongs to app_key");
    auto place = place_of(options, plan.account);
    if (!place) return place.error();
    plan.place = *std::move(place);
    auto const api = net::parse_url(plan.weibo.api_url);
    auto const redirect = net::parse_url(plan.weibo.redirect_url);
    if (!api || !redirect) return wrong("weibo.api_url and weibo.redirect_url must be http(s) addresses");
    plan.api = *api;
    plan.redirect = *redirect;
    auto state = make_state();
    if (!state) return state.error();
    plan.state = *std::move(state);
    return plan;
}

/// The answer travels in plain text, so only this machine may hear it.
Result<std::string> place_to_listen(LoginOptions const& options, net::Url const& redirect) {
    if (!options.listen.empty()) {
        if (config::is_loopback(config::host_of(options.listen))) return options.listen;
        return wrong("--listen `" + options.listen +
                     "` is no HOST:PORT of this machine, such as 127.0.0.1:8765");
    }
    if (redirect.scheme == "http" && config::is_loopback(redirect.host)) {
        bool const v6 = redirect.host.find(':') != std::string::npos;
        return (v6 ? "[" + redirect.host + "]" : redirect.host) + ":" + std::to_string(redirect.port);
    }
    return wrong(
        "weibo.redirect_url does not lead to this machine: give --paste, or --listen 127.0.0.1:PORT when "
        "a proxy brings its requests there");
}

Result<std::string> code_by_browser(LoginOptions const& options, Plan const& plan, net::Clock& clock) {
    weibo::AuthorizeQuery const query{plan.weibo.app_key, plan.weibo.redirect_url, plan.state, true};
    auto const address = authorize_url(plan.api, query);
    auto const show = [&](std::string const& how) {
        std::cerr << "Open this address in a browser and log in to Weibo as " << plan.account.name.text()
                  << " (" << plan.account.uid.text() << "):\n\n  " << address << "\n\n"
                  << how << std::endl;
        open_browser(address);
    };
    if (options.paste) {
        show("Then paste the address that the browser was sent to, or the code in it, and press Enter:");
        return await_paste(clock, plan.state);
    }
    auto const listen = place_to_listen(options, plan.redirect);
    if (!listen) return listen.error();
    auto const& target = plan.redirect.target;
    Callback const callback{*listen, target.substr(0, target.find('?')), plan.state};
    return await_callback(clock, callback, [&](std::string const& bound) {
        show("Waiting for the answer on " + bound + ", five minutes at most.");
    });
}

/// What an operator can do about a code of the platform.
std::string_view advice_for(int code) {
    switch (code) {
        case 21322: return "\n  weibo.redirect_url must equal the callback registered at open.weibo.com.";
        case 21324: return "\n  weibo.app_key and app_secret_file must be those of the application.";
        case 21325: return "\n  A code is good once and for a short while: start anew.";
        case 21321: return "\n  An unaudited application lets only its listed test users in.";
        default: return "";
    }
}

Failure failure_of(weibo::Trouble const& trouble) {
    auto failure = trouble.failure;
    failure.doing += advice_for(trouble.code);
    return failure;
}

net::Task<weibo::Answer<weibo::TokenInfo>> info_of(net::HttpClient& http, net::Clock& clock, net::Url api,
                                                   Secret token) {
    constexpr int attempts = 3;
    for (int attempt = 1;; ++attempt) {
        auto const now = clock.now();
        auto info = co_await weibo::ask_token_info(http, api, token, now);
        bool const again = !info && info.error().what == weibo::ErrorClass::retry && attempt < attempts;
        if (!again) co_return info;
        co_await clock.sleep(1s);
    }
}

/// Whose the token is must be somebody who answers for this account.
Result<void> check_owner(config::Account const& account, Uid uid) {
    bool const staff = std::ranges::find(account.staff_uids, uid) != account.staff_uids.end();
    if (uid == account.uid || staff) return {};
    return wrong("Weibo gave a token of user " + uid.text() + ", but " + account.name.text() + " is " +
                 account.uid.text() +
                 " (staff_uids: " + listed(account.staff_uids, [](Uid each) { return each.text(); }) +
                 "): log out of Weibo in the browser, log in as one of them, and start anew");
}

struct Gained {
    Secret token;
    weibo::TokenInfo info;
};

Result<Gained> token_for(Plan const& plan, std::string code, net::Clock& clock) {
    net::Loop loop;
    auto const& proxy = plan.weibo.proxy;
    net::Proxy way;
    if (auto const colon = proxy.rfind(':'); colon != proxy.npos) {
        way.host = proxy.substr(0, colon);
        std::from_chars(proxy.data() + colon + 1, proxy.data() + proxy.size(), way.port);
    }
    auto dialer = net::make_dialer({plan.weibo.ca_file}, way);
    if (!dialer) return dialer.error();
    net::HttpClient http{**dialer, clock};
    weibo::CodeExchange exchange{plan.weibo.app_key, plan.weibo.app_secret, plan.weibo.redirect_url,
                                 std::move(code)};
    auto given = loop.run_until_done(weibo::exchange_code(http, plan.api, std::move(exchange)));
    if (!given) return failure_of(given.error());
    auto info = loop.run_until_done(info_of(http, clock, plan.api, given->token));
    if (!info) return failure_of(info.error());
    if (!given->uid.none() && given->uid != info->uid)
        return wrong("Weibo contradicts itself: the token is of " + given->uid.text() + " and of " +
                     info->uid.text());
    if (auto const owned = check_owner(plan.account, info->uid); !owned) return owned.error();
    if (info->expires_in <= Span{0}) return wrong("Weibo gave a token that has expired already");
    return Gained{std::move(given->token), *std::move(info)};
}

void tell(LoginOptions const& options, Plan const& plan, weibo::TokenInfo const& info) {
    if (options.json) {
        Json out;
        out.object().field("account", plan.account.name).field("uid", info.uid);
        out.field("token_file", plan.place).field("expires_at", info.expires_at).end_object();
        std::cout << out.text() << "\n";
        return;
    }
    auto const day = to_rfc3339(info.expires_at + 8h).substr(0, 10);
    auto const days = std::chrono::floor<std::chrono::days>(info.expires_in).count();
    std::cout << plan.account.name.text() << ": the token of " << info.uid.text() << " is in " << plan.place
              << " (mode 0600)\n"
              << "It expires on " << day << " at " << beijing_clock(info.expires_at) << " in Beijing, in "
              << days << (days == 1 ? " day" : " days") << ": log in again before.\n"
              << "`systemctl reload replywatchd` (SIGHUP) makes the daemon take it.\n";
}

Result<void> log_in(LoginOptions const& options, config::Config const& config) {
    auto const plan = plan_for(options, config);
    if (!plan) return plan.error();
    auto const clock = net::make_real_clock();
    auto code = code_by_browser(options, *plan, *clock);
    if (!code) return code.error();
    auto const gained = token_for(*plan, *std::move(code), *clock);
    if (!gained) return gained.error();
    bool const fresh = ::access(plan->place.c_str(), F_OK) != 0;
    if (auto const written = replace_secret(plan->place, gained->token); !written) return written.error();
    tell(options, *plan, gained->info);
    if (fresh && ::geteuid() == 0)
        std::cerr
            << "The file is new and belongs to root: the daemon's user must be able to read it (chown).\n";
    return {};
}

}  // namespace

int login(LoginOptions const& options) {
    constexpr int good = 0;
    constexpr int impossible = 2;
    auto const loaded = config::load(options.config, config::Purpose::login);
    for (auto const& complaint : loaded.complaints)
        std::cerr << complaint << "\n";
    if (!loaded.config) return impossible;
    auto const done = log_in(options, *loaded.config);
    if (done) return good;
    std::cerr << "replywatch: login " << options.account << ": " << done.error().doing << "\n";
    return impossible;
}

}  // namespace rw::cli
