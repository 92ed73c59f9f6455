// A client of a platform that follows a script of answers.
#pragma once

#include "net/http_client.hpp"
#include "net/loop.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_stream.hpp"
#include "weibo/client.hpp"

#include <catch2/catch.hpp>

#include <deque>
#include <optional>
#include <string>

namespace rw::test {

/// A whole answer; `headers` each with its line end.
inline std::string http(int status, std::string const& body, std::string const& headers = "") {
    return "HTTP/1.1 " + std::to_string(status) + " Whatever\r\nServer: nginx\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct Bench {
    explicit Bench(std::string const& says) : dialer{clock, {Script{says}}} {}
    explicit Bench(std::deque<Script> scripts) : dialer{clock, std::move(scripts)} {}

    template <class T>
    weibo::Answer<T> now(net::Task<weibo::Answer<T>> task) {
        std::optional<weibo::Answer<T>> answer;
        loop.spawn("ask", keep(std::move(task), answer));
        clock.advance(loop, 1min);
        REQUIRE(answer);
        return *std::move(answer);
    }
    template <class T>
    static net::Task<void> keep(net::Task<weibo::Answer<T>> task, std::optional<weibo::Answer<T>>& into) {
        auto answer = co_await std::move(task);
        into.emplace(std::move(answer));
    }
    weibo::Answer<weibo::ListAnswer> list(weibo::List which, weibo::PageQuery query = {}, WeiboId post = {}) {
        return now(client.list(which, weibo::Access{token}, query, post));
    }
    /// The first line of what was sent.
    std::string asked() const {
        auto const& written = dialer.records.at(0)->written;
        return written.substr(0, written.find("\r\n"));
    }

    Secret const token{"2.00madeuptoken"};
    ManualClock clock;
    ScriptedDialer dialer;
    net::HttpClient http_client{dialer, clock};
    weibo::Client client{http_client,
                         clock,
                         {*net::parse_url("http://api.example"), *net::parse_url("http://rm.example"),
                          *net::parse_url("http://c.example")}};
    net::Loop loop;  // ends before what its tasks refer to
};

}  // namespace rw::test
