#include "post_office.hpp"

#include "core/log.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <regex>
#include <thread>

namespace rw::test {
namespace {

constexpr Span tick = 250ms;
constexpr std::chrono::seconds patience{20};  // real time; only a fault uses it up

std::string three_digits(int number) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%03d", number);
    return text.data();
}

}  // namespace

PostOffice::PostOffice() {
    log::set_sink([this](log::Level, std::string_view event, log::Fields fields) {
        std::string line{event};
        for (auto const& field : fields)
            line += " " + std::string{field.key} + "=" + field.value;
        log.push_back(std::move(line));
    });
    dingtalk.add(robot_token, {robot_secret});
    start();
}

PostOffice::~PostOffice() {
    loop.clear();
    log::set_sink({});
}

void PostOffice::start() {
    robot_server = std::make_unique<LoopbackServer>(
        loop, clock, [this](net::Request const& request) { return robots_->answer(request, clock.now()); });
    webhook_server = std::make_unique<LoopbackServer>(
        loop, clock, [this](net::Request const& request) { return webhook.answer(request, clock.now()); });
    client_ = std::make_unique<net::HttpClient>(*dialer_, clock);
    notify::Dispatcher::World world{outbox, loop, *client_, *dialer_, clock, meters, console_};
    dispatcher = std::make_unique<notify::Dispatcher>(world);
    notify::Dispatcher::Settings settings;
    Secret const robot{robot_server->url(DingTalkStandIn::target(token_in_use))};
    settings.channels.push_back({group, "dingtalk", robot, Secret{secret_in_use}});
    settings.channels.back().fallback = robot_fallback;
    for (auto const& token : more_tokens) {
        Secret const another{robot_server->url(DingTalkStandIn::target(token))};
        settings.channels.back().robots.push_back({another, Secret{robot_secret}});
    }
    Secret const hook{webhook_server->url("/hook")};
    settings.channels.push_back({receiver, "webhook", hook, Secret{webhook_secret}});
    settings.people.push_back({"li", "13900000000", {group}});
    settings.public_url = "https://watch.example.com";
    REQUIRE(dispatcher->configure(std::move(settings)).has_value());
    loop.spawn("dispatcher", dispatcher->run());
}

void PostOffice::restart() {
    loop.clear();
    start();
}

void PostOffice::share_robots(PostOffice& other) {
    robots_ = &other.dingtalk;
    outbox.share_budgets(other.outbox);
    restart();
}

NoticeId PostOffice::put(ChannelId const& channel, int number, care::Level level) {
    auto const digits = three_digits(number);
    alert::Incident incident;
    incident.id = IncidentId{"INCIDENT" + digits};
    incident.account = AccountId{"yunzhi"};
    incident.level = level;
    incident.title =
        "【" + std::string{care::in_chinese(level)} + "·投诉超时】第" + digits + "位粉丝 等了 1小时12分";
    incident.quote = "退款第5天了，客服让我等";
    incident.about = "投诉，催了2次";
    incident.advice = alert::advice(incident.kind, "complaint", Language::chinese);
    incident.opened_at = clock.now();
    alert::Notice notice;
    notice.id = alert::notice_id(incident.id, alert::News::opened, 0, channel);
    notice.incident = incident.id;
    notice.account = incident.account;
    notice.channel = channel;
    notice.mention = {"li"};
    notice.level = level;
    notice.made_at = clock.now();
    notice.due = clock.now();
    auto const id = notice.id;
    outbox.put(std::move(notice), std::move(incident));
    return id;
}

void PostOffice::run_until(std::function<bool()> const& enough) {
    auto const end = std::chrono::steady_clock::now() + patience;
    while (!enough()) {
        if (!loop.poll()) std::this_thread::yield();
        if (std::chrono::steady_clock::now() > end)
            FAIL("nothing came of it in " << patience.count() << " s");
    }
}

void PostOffice::advance(Span span) {
    for (Span passed{0}; passed < span; passed += tick) {
        clock.advance(loop, std::min(tick, span - passed));
        run_until([&] { return !dispatcher->busy(); });
    }
}

Told told_in(std::string const& text) {
    static std::regex const name{"第([0-9]{3})位"};
    static std::regex const rest{"另有 ([0-9]+) 条"};
    Told told;
    for (std::sregex_iterator at{text.begin(), text.end(), name}, end; at != end; ++at) {
        told.named.push_back(std::stoi((*at)[1].str()));
    }
    std::smatch found;
    if (std::regex_search(text, found, rest)) told.counted = std::stoi(found[1].str());
    return told;
}

}  // namespace rw::test
