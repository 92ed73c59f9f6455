// What the dashboard costs: a page of fifty of the queue while a hundred thousand wait, as wrk measures it
// over a real socket, and two hundred open dashboards while nothing happens.
//   api [waiting [seconds]]
#include "app/api.hpp"
#include "app/page_api.hpp"
#include "net/digest.hpp"
#include "net/http_server.hpp"
#include "net/process.hpp"
#include "store/embedded.hpp"
#include "store/redis_ledger.hpp"
#include "weibo/permalink.hpp"

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

using namespace rw;

AccountId const account{"yunzhi"};
Uid const brand{1904178193};
constexpr int at_once = 200;
constexpr int dashboards = 200;

/// Signs in by token, opens so many streams of events, and reads what comes until it is ended.
constexpr auto listeners = R"py(
import selectors, socket, sys
port, count = int(sys.argv[1]), int(sys.argv[2])
all = selectors.DefaultSelector()
for _ in range(count):
    one = socket.create_connection(("127.0.0.1", port))
    one.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer bench\r\n\r\n")
    all.register(one, selectors.EVENT_READ)
while True:
    for key, _ in all.select():
        if not key.fileobj.recv(65536): sys.exit(1)
)py";

class Bench {
public:
    explicit Bench(std::string folder) : folder_{std::move(folder)}, server_{*clock_, folder_} {}
    ~Bench() {
        feed_.stop();
        loop_.clear();
        std::filesystem::remove_all(folder_);
    }

    bool begin() {
        if (!server_.prepare()) return false;
        loop_.spawn("server", server_.run());
        loop_.spawn("redis", redis_.run());
        app::Rules rules;
        rules.brand = {account, brand, {brand}};
        app::Desk desk{{ledger_, ledger_, ledger_, *clock_, meters_, [] {}}, rules};
        store::Lease lease{redis_, *clock_, keys_, account, {"bench", 600s}};
        office_.seats().push_back(std::make_unique<app::Seat>(account, std::move(desk), std::move(lease)));
        auto const held = loop_.run_until_done(seat().lease.hold());
        return held && *held && serve();
    }

    /// So many fans wait, each with a question of his own.
    bool fill(int waiting) {
        for (int from = 0; from < waiting; from += at_once) {
            store::ListPage page;
            page.list = "comments_to_me";
            for (int i = from; i < from + at_once; ++i)
                page.items.push_back(said(i));
            auto const taken = loop_.run_until_done(ledger_.accept(*seat().lease.tenure(), std::move(page)));
            auto const worked = loop_.run_until_done(seat().desk.clear_inbox(*seat().lease.tenure()));
            if (!taken || !worked) return false;
        }
        return true;
    }

    /// wrk's own words about `path`, or why there are none.
    std::string measured(std::string const& path, int connections, int seconds) {
        auto const log = folder_ + "/wrk.log";
        std::filesystem::remove(log);
        auto wrk = net::Process::start({"wrk", "--latency", "-t1", "-c" + std::to_string(connections),
                                        "-d" + std::to_string(seconds) + "s", "-H",
                                        "Authorization: Bearer bench", "http://" + http_.address() + path},
                                       log);
        if (!wrk) return wrk.error().doing;
        auto const code = loop_.run_until_done(wrk->ended());
        std::ifstream file{log};
        std::string const text{std::istreambuf_iterator<char>{file}, {}};
        return code == 127 ? "wrk is not there (apt-get install wrk)\n" : text;
    }

    /// Part of one core that this process needs while so many dashboards are open and nothing happens.
    double idle_share(int seconds) {
        auto const address = http_.address();
        auto readers = net::Process::start(
            {"python3", "-c", listeners, address.substr(address.rfind(':') + 1), std::to_string(dashboards)},
            folder_ + "/readers.log");
        if (!readers) return -1;
        loop_.run_until_done(wait_for_readers());
        if (feed_.readers() < dashboards) return -1;
        auto const before = cpu_seconds();
        loop_.run_until_done(nap(std::chrono::seconds{seconds}));
        auto const share = (cpu_seconds() - before) / seconds;
        return feed_.readers() < dashboards ? -1 : share;
    }

private:
    store::RedisSettings settings() const {
        store::RedisSettings settings;
        settings.address.where.unix_socket = true;
        settings.address.where.host = server_.socket();
        return settings;
    }
    app::Seat& seat() { return *office_.seats().front(); }

    bool serve() {
        router_.gate().take_settings({clock_.get(), {}, false, 0});
        api_.add_routes(router_);
        page_.add_routes(router_);
        if (!http_.listen("127.0.0.1:0")) return false;
        loop_.spawn("http", http_.run());
        loop_.spawn("feed", feed_.run());
        return true;
    }

    Utterance said(int number) const {
        Utterance one;
        one.id = WeiboId{weibo::first_id_at(clock_->now() - 10min).value() + number};
        one.root = WeiboId{5'200'000'000'000'000 + number / 50};
        one.root_author = brand;
        one.author = {Uid{5'100'000'000 + number}, "粉丝" + std::to_string(number), 320, -1};
        one.text = number % 3 == 0 ? "退款三天了没到账，到底什么时候退"
                                   : "你们家的沙发到货两周了，靠垫什么时候能寄出来？";
        one.created_at = clock_->now() - 10min;
        one.seen_at = clock_->now();
        return one;
    }

    net::Task<int> nap(Span span) {
        co_await clock_->sleep(span);
        co_return 0;
    }
    net::Task<int> wait_for_readers() {
        for (int tries = 0; feed_.readers() < dashboards && tries < 100; ++tries)
            co_await clock_->sleep(100ms);
        co_return 0;
    }
    static double cpu_seconds() {
        rusage used{};
        getrusage(RUSAGE_SELF, &used);
        auto const of = [](timeval const& time) {
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
        };
        return of(used.ru_utime) + of(used.ru_stime);
    }

    std::string folder_;
    std::unique_ptr<net::Clock> clock_ = net::make_real_clock();
    std::unique_ptr<net::Dialer> dialer_ = *net::make_dialer({});
    Meters meters_;
    net::Loop loop_;
    store::Keys keys_{"rw"};
    store::EmbeddedRedis server_;
    store::Redis redis_{loop_, *dialer_, *clock_, meters_, settings()};
    store::RedisLedger ledger_{redis_, keys_};
    app::Office office_{ledger_, ledger_, ledger_};
    web::Router router_{web::Users{{{net::sha256_hex("bench"), "bench", web::Role::admin}}}};
    app::Api api_{office_, loop_, *clock_, meters_, {[] { return std::vector<std::string>{}; }, {}, {}}};
    store::Trail trail_{redis_, keys_};
    app::Feed feed_{office_, ledger_, ledger_, *clock_};
    app::PageApi page_{{office_, ledger_, trail_, feed_, router_, loop_, *clock_,
                        [] { return app::PageApi::Facts{"1", "bench", "zh-CN", "Asia/Shanghai", 0}; }}};
    net::HttpServer http_{loop_, *clock_,
                          [this](net::Request request) { return router_.handle(std::move(request)); }};
};

int run(int waiting, int seconds) {
    char folder[] = "/tmp/replywatch-bench-XXXXXX";
    if (::mkdtemp(folder) == nullptr) return 1;
    Bench bench{folder};
    if (!bench.begin() || !bench.fill(waiting)) {
        std::puts("Redis or the server did not start");
        return 1;
    }
    std::printf("waiting conversations  %d\n\n", waiting);
    std::cout << "one reader after the other (target: p99 at most 10 ms)\n"
              << bench.measured("/api/v1/conversations?state=waiting&limit=50", 1, seconds)
              << "\neight at once\n"
              << bench.measured("/api/v1/conversations?state=waiting&limit=50", 8, seconds)
              << "\nthe overview\n"
              << bench.measured("/api/v1/overview", 1, seconds);
    auto const share = bench.idle_share(seconds);
    if (share < 0) {
        std::puts("the dashboards did not all stay");
        return 1;
    }
    std::printf("\n%d open dashboards, nothing happens: %.2f %% of one core (target: under 5 %%)\n",
                dashboards, share * 100);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    return run(count > 1 ? std::atoi(arguments[1]) : 100'000, count > 2 ? std::atoi(arguments[2]) : 10);
}
