// How fast alerts reach a channel, and what they cost, beside Prometheus Alertmanager on the same machine in
// the same run: acceptance to first byte, a fan-out of 2,000, taking in while the receiver is down, and the
// memory of 100,000 open incidents. Ours are in Redis before they are accepted; Alertmanager's are in memory.
//
// usage: bench_alerts [INCIDENTS_OF_THE_FANOUT] [OPEN_INCIDENTS]
#include "app/desk.hpp"
#include "app/outbox.hpp"
#include "net/http_client.hpp"
#include "net/http_server.hpp"
#include "net/process.hpp"
#include "notify/deliver.hpp"
#include "store/embedded.hpp"
#include "store/lease.hpp"
#include "store/redis_ledger.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <thread>

namespace {

using namespace rw;

AccountId const account{"yunzhi"};
ChannelId const hook{"hook"};
constexpr auto alertmanager_address = "http://127.0.0.1:19093";
constexpr int singles = 300;
constexpr int taken_in = 2000;

using Instant = std::chrono::steady_clock::time_point;
Instant now() {
    return std::chrono::steady_clock::now();
}
double seconds(std::chrono::nanoseconds span) {
    return std::chrono::duration<double>(span).count();
}

net::Task<bool> nap(net::Clock& clock, Span span) {
    co_await clock.sleep(span);
    co_return true;
}

double resident_mb(int pid) {
    std::ifstream status{"/proc/" + std::to_string(pid) + "/statm"};
    double total = 0;
    double resident = 0;
    status >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

struct Spread {
    double p50 = 0;
    double p99 = 0;
};
Spread spread_of(std::vector<double> all) {
    std::ranges::sort(all);
    if (all.empty()) return {};
    auto const at = [&](double share) {
        return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
    };
    return {at(0.5) * 1000, at(0.99) * 1000};
}

/// A receiver of webhooks that notes when a request has come and how many alerts it told of.
class Receiver {
public:
    Receiver(net::Loop& loop, net::Clock& clock) {
        server_.emplace(loop, clock, [this](net::Request request) { return take(std::move(request)); });
        if (!server_->listen("127.0.0.1:19094")) std::exit(1);
        loop.spawn("receiver", server_->run());
    }
    net::Task<net::Response> take(net::Request request) {
        if (down) co_return net::Response{503, {}, ""};
        auto const list = request.body.find("\"incidents\":[");  // a digest repeats its first one before it
        for (auto at = request.body.find(mark, list == std::string::npos ? 0 : list); at != std::string::npos;
             at = request.body.find(mark, at + 1))
            ++told;
        last_at = now();
        co_return net::Response{200, {}, ""};
    }

    std::string mark = "never";  ///< stands once in each alert
    int told = 0;
    Instant last_at{};
    bool down = false;

private:
    std::optional<net::HttpServer> server_;
};

alert::Trouble trouble(std::string const& key) {
    alert::Trouble one;
    one.account = account;
    one.key = key;
    one.level = care::Level::orange;
    one.title = "【橙色·投诉超时】@小***鱼 等了 1小时12分（上限60分），催了2次";
    one.subject = "小***鱼";
    one.quote = "沙发退货一周了，仓库签收也五天了，退款到现在没到账，客服只会让我等";
    one.about = "投诉 · 共2条 · 第1次催 · 粉丝 486";
    one.url = "https://weibo.com/1904178193/RlmFewZM3";
    one.class_name = "complaint";
    one.reasons = {{"K1", "60分", "超过回复上限仍无人回复"}, {"complaint", "退款", "在投诉"}};
    return one;
}

app::Rules rules() {
    app::Rules all;
    all.brand = {account, Uid{1}, {Uid{1}}};
    all.alerts.escalations.push_back({"default", {{Span{0}, {*alert::parse_target("channel:hook")}}}, 0});
    alert::Route route;
    route.escalation = "default";
    route.group_wait = Span{0};
    all.alerts.routes.push_back(route);
    return all;
}

struct Figures {
    Spread latency;
    double fanout = 0;       ///< seconds
    double intake = 0;       ///< alerts a second while the receiver answers
    double intake_down = 0;  ///< and while it does not
    double memory = 0;       ///< MB for the open ones
};

/// Ours: the desk, the outbox and the dispatcher over an embedded Redis.
class Ours {
public:
    Ours(net::Loop& loop, net::Clock& clock, net::Dialer& dialer, std::string folder)
        : loop_{loop}, clock_{clock}, embedded_{clock, std::move(folder)}, client_{dialer, clock} {
        if (!embedded_.prepare()) std::exit(1);
        loop.spawn("embedded", embedded_.run());
        store::RedisSettings settings;
        settings.address.where.unix_socket = true;
        settings.address.where.host = embedded_.socket();
        redis_.emplace(loop, dialer, clock, meters_, settings);
        loop.spawn("redis", redis_->run());
        store::Keys const keys{"bench"};
        ledger_.emplace(*redis_, keys);
        lease_.emplace(*redis_, clock, keys, account, store::Lease::Settings{"bench", 1h});
        while (!loop.run_until_done(lease_->hold()).has_value()) {
        }
        outbox_.emplace(*ledger_, *ledger_, [this] { return std::vector{*lease_->tenure()}; });
        dispatcher_.emplace(
            notify::Dispatcher::World{*outbox_, loop, client_, dialer, clock, meters_, std::cout});
        notify::Dispatcher::Settings channels;
        channels.channels.push_back({hook, "webhook", Secret{"http://127.0.0.1:19094/ours"}, {}});
        if (!dispatcher_->configure(std::move(channels))) std::exit(1);
        desk_.emplace(
            app::Desk::World{*ledger_, *ledger_, *ledger_, clock, meters_, [this] { dispatcher_->wake(); }},
            rules());
        loop.spawn("dispatcher", dispatcher_->run());
    }

    void accept(std::string const& key) {
        auto const done = loop_.run_until_done(desk_->report(*lease_->tenure(), trouble(key)));
        if (!done) {
            std::printf("ours: %s\n", done.error().doing.c_str());
            std::exit(1);
        }
    }
    void end_all(std::string const& prefix, int count) {
        for (int i = 0; i < count; ++i)
            (void)loop_.run_until_done(desk_->relieve(*lease_->tenure(), prefix + std::to_string(i), "over"));
    }
    double memory() const { return resident_mb(::getpid()) + resident_mb(redis_pid()); }

private:
    int redis_pid() const {
        std::ifstream file{std::filesystem::path{embedded_.socket()}.parent_path() / "redis.pid"};
        int pid = 0;
        if (file >> pid) return pid;
        for (auto const& entry : std::filesystem::directory_iterator{"/proc"}) {
            std::ifstream name{entry.path() / "comm"};
            std::string comm;
            if (std::getline(name, comm) && comm.starts_with("redis-server"))
                pid = std::atoi(entry.path().filename().c_str());
        }
        return pid;
    }

    net::Loop& loop_;
    net::Clock& clock_;
    Meters meters_;
    store::EmbeddedRedis embedded_;
    net::HttpClient client_;
    std::optional<store::Redis> redis_;
    std::optional<store::RedisLedger> ledger_;
    std::optional<store::Lease> lease_;
    std::optional<app::Outbox> outbox_;
    std::optional<notify::Dispatcher> dispatcher_;
    std::optional<app::Desk> desk_;
};

/// Theirs: Debian's Alertmanager with a webhook, its waits as short as they can be.
class Theirs {
public:
    Theirs(net::Loop& loop, net::Clock& clock, net::Dialer& dialer, std::string const& folder)
        : loop_{loop}, client_{dialer, clock}, url_{*net::parse_url(alertmanager_address)} {
        std::ofstream{folder + "/am.yml"}
            << "route:\n  receiver: hook\n  group_by: [key]\n  group_wait: 0s\n"
               "  group_interval: 1s\n  repeat_interval: 1h\n"
               "receivers:\n- name: hook\n  webhook_configs:\n"
               "  - url: http://127.0.0.1:19094/theirs\n    send_resolved: false\n";
        auto started = net::Process::start({"prometheus-alertmanager", "--config.file=" + folder + "/am.yml",
                                            "--storage.path=" + folder + "/am", "--cluster.listen-address=",
                                            "--web.listen-address=127.0.0.1:19093", "--log.level=error"},
                                           folder + "/am.log");
        if (!started) return;
        process_.emplace(*std::move(started));
        for (int i = 0; i < 100 && !ready_; ++i) {
            ready_ = post("[]");
            if (!ready_) (void)loop.run_until_done(nap(clock, 100ms));
        }
    }
    bool ready() const { return ready_; }
    void accept(std::string const& key) {
        auto const one = trouble(key);
        (void)post(
            "[{\"labels\":{\"alertname\":\"late\",\"account\":\"yunzhi\",\"level\":\"orange\",\"class\":"
            "\"complaint\","
            "\"key\":\"" +
            key + "\"},\"annotations\":{\"summary\":\"" + one.title + "\",\"quote\":\"" + one.quote +
            "\",\"about\":\"" + one.about + "\",\"url\":\"" + one.url + "\",\"why\":\"" + one.reasons[0].why +
            "\"},\"endsAt\":\"2099-01-01T00:00:00Z\"}]");
    }
    double memory() const { return resident_mb(process_->pid()); }

private:
    bool post(std::string body) {
        net::Request request;
        request.method = "POST";
        request.target = "/api/v2/alerts";
        request.headers.emplace_back("Content-Type", "application/json");
        request.body = std::move(body);
        auto const answer = loop_.run_until_done(client_.send(url_, std::move(request)));
        return answer && answer->status == 200;
    }

    net::Loop& loop_;
    net::HttpClient client_;
    net::Url url_;
    std::optional<net::Process> process_;
    bool ready_ = false;
};

template <class Side>
class Course {
public:
    Course(Side& side, Receiver& receiver, net::Loop& loop, std::string name)
        : side_{side}, receiver_{receiver}, loop_{loop}, name_{std::move(name)} {}

    Figures run(int fanout, int open) {
        Figures figures;
        figures.latency = latencies();
        figures.fanout = fan_out(fanout);
        figures.intake = intake("up", false);
        figures.intake_down = intake("down", true);
        figures.memory = memory(open);
        return figures;
    }

private:
    void wait_for(int told, std::chrono::seconds limit) {
        auto const end = now() + limit;
        while (receiver_.told < told && now() < end)
            if (!loop_.poll()) std::this_thread::yield();
    }
    Spread latencies() {
        std::vector<double> all;
        for (int i = 0; i < singles; ++i) {
            auto const before = receiver_.told;
            side_.accept(name_ + "-one-" + std::to_string(i));
            auto const accepted = now();
            wait_for(before + 1, 5s);
            all.push_back(std::max(seconds(receiver_.last_at - accepted), 0.0));
        }
        return spread_of(std::move(all));
    }
    double fan_out(int count) {
        auto const before = receiver_.told;
        auto const begin = now();
        for (int i = 0; i < count; ++i)
            side_.accept(name_ + "-fan-" + std::to_string(i));
        wait_for(before + count, 60s);
        if (receiver_.told < before + count)
            std::printf("  %s: only %d of %d arrived within a minute\n", name_.c_str(),
                        receiver_.told - before, count);
        return seconds(now() - begin);
    }
    double intake(std::string const& what, bool down) {
        receiver_.down = down;
        auto const begin = now();
        for (int i = 0; i < taken_in; ++i)
            side_.accept(name_ + "-" + what + "-" + std::to_string(i));
        auto const rate = taken_in / seconds(now() - begin);
        receiver_.down = false;
        wait_for(1 << 30, 3s);
        return rate;
    }
    double memory(int open) {
        auto const before = side_.memory();
        for (int i = 0; i < open; ++i)
            side_.accept(name_ + "-open-" + std::to_string(i));
        wait_for(1 << 30, 5s);
        return side_.memory() - before;
    }

    Side& side_;
    Receiver& receiver_;
    net::Loop& loop_;
    std::string name_;
};

void print(char const* name, Figures const& figures, int fanout, int open) {
    std::printf(
        "%-14s accepted to first byte p50 %.2f ms, p99 %.2f ms; fan-out of %d %.2f s; intake %.0f/s, "
        "receiver down "
        "%.0f/s (%+.0f %%); %d open %.1f MB\n",
        name, figures.latency.p50, figures.latency.p99, fanout, figures.fanout, figures.intake,
        figures.intake_down, (figures.intake_down / figures.intake - 1) * 100, open, figures.memory);
}

int run(int fanout, int open) {
    char folder[] = "/tmp/replywatch-bench-XXXXXX";
    if (::mkdtemp(folder) == nullptr) return 1;
    net::Loop loop;
    auto const clock = net::make_real_clock();
    auto const dialer = *net::make_dialer({});
    Receiver receiver{loop, *clock};
    Figures mine;
    {
        Ours ours{loop, *clock, *dialer, folder};
        receiver.mark = "\"opened_at\":";
        mine = Course<Ours>{ours, receiver, loop, "ours"}.run(fanout, open);
        print("ours", mine, fanout, open);
        loop.clear();
    }
    Receiver other{loop, *clock};
    Theirs theirs{loop, *clock, *dialer, folder};
    if (!theirs.ready()) {
        std::printf("prometheus-alertmanager of Debian is not installed: nothing to compare with\n");
        return 0;
    }
    other.mark = "\"fingerprint\":";
    auto const its = Course<Theirs>{theirs, other, loop, "theirs"}.run(fanout, open);
    print("alertmanager", its, fanout, open);
    std::printf("ratios         p50 %.2f, p99 %.2f, fan-out %.2f, memory %.2f (ours / Alertmanager)\n",
                mine.latency.p50 / its.latency.p50, mine.latency.p99 / its.latency.p99,
                mine.fanout / its.fanout, mine.memory / its.memory);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    auto const number = [&](int at, int otherwise) {
        return count > at ? std::atoi(arguments[at]) : otherwise;
    };
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    return run(number(1, 2000), number(2, 100'000));
}
