// Our server and our client over real sockets.
#include "net/http_client.hpp"
#include "net/http_server.hpp"
#include "support/printing.hpp"
#include "support/redis_server.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace rw;

namespace {

net::Task<net::Response> echo(net::Request request) {
    net::Response response;
    response.body = request.method + " " + request.target + " from " + request.peer;
    co_return response;
}

struct Bench {
    explicit Bench(std::string const& address) {
        auto const listens = server.listen(address);
        INFO((listens ? "" : listens.error().doing));
        REQUIRE(listens);
        loop.spawn("server", server.run());
    }
    ~Bench() {
        loop.run_until_done(end());
        loop.clear();
    }
    net::Task<int> end() {
        server.drain(1s);
        co_return 0;
    }
    Result<net::Response> get(std::string const& url, std::string const& target) {
        net::Request request;
        request.target = target;
        return loop.run_until_done(client.send(*net::parse_url(url), std::move(request)));
    }

    net::Loop loop;
    std::unique_ptr<net::Clock> clock = net::make_real_clock();
    std::unique_ptr<net::Dialer> dialer = *net::make_dialer({});
    net::HttpClient client{*dialer, *clock};
    net::HttpServer server{loop, *clock, echo};
};

}  // namespace

TEST_CASE("a question and its answer over TCP, twice on one connection", "[live]") {
    Bench bench{"127.0.0.1:0"};
    auto const url = "http://" + bench.server.address();
    CHECK(bench.get(url, "/a")->body == "GET /a from 127.0.0.1");
    CHECK(bench.get(url, "/b")->body == "GET /b from 127.0.0.1");
}

TEST_CASE("the same over a unix socket that only its owner may open", "[live]") {
    test::TempDir folder;
    auto const path = folder.path() + "/http.sock";
    Bench bench{"unix:" + path};
    CHECK(bench.get("unix://" + path, "/a")->body == "GET /a from unix");
    struct stat found{};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    CHECK((found.st_mode & 0077) == 0);
}

TEST_CASE("where nobody listens is unreachable, and says so", "[live]") {
    Bench bench{"127.0.0.1:0"};
    auto const answer = bench.get("http://127.0.0.1:1", "/");
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == Fault::unreachable);
    CHECK(answer.error().doing.find("127.0.0.1:1") != std::string::npos);
    auto const nobody = bench.get("http://does-not-exist.invalid", "/");
    REQUIRE_FALSE(nobody);
    CHECK(nobody.error().kind == Fault::unreachable);
}

TEST_CASE("an address that is taken, or is none, is refused with its reason", "[live]") {
    Bench bench{"127.0.0.1:0"};
    net::HttpServer second{bench.loop, *bench.clock, echo};
    auto const taken = second.listen(bench.server.address());
    REQUIRE_FALSE(taken);
    CHECK(taken.error().doing.find("in use") != std::string::npos);
    CHECK_FALSE(second.listen("no address"));
    CHECK_FALSE(second.listen("unix:/nowhere/at/all.sock"));
}
