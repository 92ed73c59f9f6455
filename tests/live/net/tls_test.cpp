// Real TLS on this machine: who is trusted, and who is not.
#include "net/http_client.hpp"
#include "net/loop.hpp"
#include "net/process.hpp"
#include "support/certificates.hpp"
#include "support/printing.hpp"
#include "support/redis_server.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using test::Authority;

namespace {

/// `openssl s_server` with one certificate; it answers a GET with a page about the connection.
class TlsServer {
public:
    TlsServer(test::Certificate const& certificate, int port) : port_{port} {
        auto started = net::Process::start(
            {"openssl", "s_server", "-quiet", "-www", "-accept", "127.0.0.1:" + std::to_string(port), "-cert",
             certificate.certificate_file, "-key", certificate.key_file},
            "");
        REQUIRE(started.has_value());
        process_.emplace(*std::move(started));
    }
    int port() const { return port_; }

private:
    int port_;
    std::optional<net::Process> process_;
};

struct Bench {
    explicit Bench(std::string const& ca) : dialer{*net::make_dialer({ca})}, client{*dialer, *clock} {}

    /// Asks until the server has begun to listen.
    Result<net::Response> get(int port) {
        for (int tries = 0;; ++tries) {
            auto const url = net::parse_url("https://127.0.0.1:" + std::to_string(port));
            auto answer = loop.run_until_done(client.send(*url, net::Request{}));
            bool const not_yet =
                !answer && answer.error().doing.find("onnection refused") != std::string::npos;
            if (!not_yet || tries == 100) return answer;
            loop.run_until_done(wait());
        }
    }
    net::Task<int> wait() {
        co_await clock->sleep(30ms);
        co_return 0;
    }

    net::Loop loop;
    std::unique_ptr<net::Clock> clock = net::make_real_clock();
    std::unique_ptr<net::Dialer> dialer;
    net::HttpClient client;
};

}  // namespace

TEST_CASE("a server is believed only with a valid certificate in its own name", "[live]") {
    test::TempDir folder;
    Authority const authority{folder.path()};
    struct Row {
        std::string what;
        test::CertificateWish wish;
        std::string refused;  ///< empty: trusted
    };
    Row const rows[] = {
        {"good", {"127.0.0.1"}, ""},
        {"another's name", {"elsewhere.example"}, "the certificate is not one for 127.0.0.1"},
        {"expired", {"127.0.0.1", -30, -1}, "certificate has expired"},
        {"not valid yet", {"127.0.0.1", 2, 30}, "certificate is not yet valid"},
        {"signed by itself", {"127.0.0.1", -1, 30, true}, "self-signed certificate"},
    };
    Bench bench{authority.file()};
    int port = 20'000 + ::getpid() % 12'000;
    for (auto const& row : rows) {
        CAPTURE(row.what);
        TlsServer const server{authority.issue(row.wish), ++port};
        auto const answer = bench.get(port);
        if (row.refused.empty()) {
            REQUIRE(answer);
            CHECK(answer->status == 200);
        } else {
            REQUIRE_FALSE(answer);
            CHECK(answer.error().kind == Fault::refused);
            CHECK_THAT(answer.error().doing, Catch::Contains("TLS: "));
            INFO(answer.error().doing);
            CHECK_THAT(answer.error().doing, Catch::Contains(row.refused));
        }
    }
}

TEST_CASE("without the extra authority its servers are strangers", "[live]") {
    test::TempDir folder;
    Authority const authority{folder.path()};
    int const port = 12'000 + ::getpid() % 3'000;
    TlsServer const server{authority.issue({"127.0.0.1"}), port};
    Bench bench{""};
    auto const answer = bench.get(port);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == Fault::refused);
}

TEST_CASE("an authority that cannot be read is said at once", "[live]") {
    auto const dialer = net::make_dialer({"/nowhere/ca.pem"});
    REQUIRE_FALSE(dialer);
    CHECK(dialer.error().kind == Fault::bad_input);
    CHECK(dialer.error().doing.find("/nowhere/ca.pem") != std::string::npos);
}

TEST_CASE("Redis over TLS, with the same rules", "[live]") {
    test::TempDir folder;
    Authority const authority{folder.path()};
    auto const good = authority.issue({"127.0.0.1"});
    int const port = 16'000 + ::getpid() % 3'000;
    test::RedisServer server{{"--tls-port", std::to_string(port), "--tls-cert-file", good.certificate_file,
                              "--tls-key-file", good.key_file, "--tls-ca-cert-file", authority.file(),
                              "--tls-auth-clients", "no"}};
    auto settings = server.settings();
    settings.address = *store::parse_redis_url("rediss://127.0.0.1:" + std::to_string(port));
    net::Loop loop;
    auto const clock = net::make_real_clock();
    auto const dialer = *net::make_dialer({authority.file()});
    Meters meters;
    store::Redis redis{loop, *dialer, *clock, meters, settings};
    loop.spawn("redis", redis.run());
    store::Command ping{"PING"};
    auto const pong = loop.run_until_done(redis.run(std::move(ping), store::Redis::Again::if_idempotent));
    REQUIRE(pong);
    CHECK(pong->text() == "PONG");
    loop.clear();
}
