#include "callback.hpp"

#include "core/text.hpp"
#include "net/http_server.hpp"
#include "weibo/oauth.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <system_error>

namespace rw::cli {
namespace {

constexpr std::size_t longest_line = 16'384;

std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : text) {
        switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

net::Response page(int status, std::string_view chinese, std::string_view english) {
    net::Response response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "text/html; charset=utf-8");
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("Referrer-Policy", "no-referrer");  // the code is in this page's address
    response.body =
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>replywatch</title>\n<p>" +
        escaped(chinese) + "</p>\n<p lang=\"en\">" + escaped(english) + "</p>\n</html>\n";
    return response;
}

Failure too_late() {
    return Failure{Fault::timed_out, "no answer from the browser within five minutes: start anew"};
}

/// Waits for the one request that answers us.
class Receiver {
public:
    Receiver(net::Loop& loop, net::Clock& clock, Callback const& callback)
        : clock_{clock},
          callback_{callback},
          server_{loop, clock, [this](net::Request request) { return answer(std::move(request)); }} {}

    net::HttpServer& server() { return server_; }
    std::optional<Result<std::string>> const& outcome() const { return outcome_; }

    net::Task<void> end_in_time() {
        co_await clock_.sleep(login_limit);
        server_.drain(Span{0});
    }
    net::Task<bool> run() {
        co_await server_.run();
        co_return outcome_.has_value();
    }

private:
    net::Task<net::Response> answer(net::Request request) {
        auto const path = request.target.substr(0, request.target.find('?'));
        if (path != callback_.path || request.method != "GET" || outcome_) {
            co_return page(404, "这里没有内容。", "There is nothing here.");
        }
        auto code = weibo::parse_callback(request.target, callback_.state);
        if (!code && code.error().kind == Fault::bad_input) {  // not from Weibo: the answer may still come
            co_return page(400, "这不是微博的授权结果。", code.error().doing);
        }
        bool const good = code.has_value();
        auto const why = good ? std::string{} : code.error().doing;
        outcome_.emplace(std::move(code));
        server_.drain();
        if (!good) co_return page(403, "授权没有成功，请看终端里的说明。", why);
        co_return page(200, "收到了，可以关闭本页，结果请看终端。",
                       "Received: close this page, the terminal tells the rest.");
    }

    net::Clock& clock_;
    Callback const& callback_;
    net::HttpServer server_;
    std::optional<Result<std::string>> outcome_;
};

/// A line without its end; nothing when the time is over or the input has ended without one.
Result<std::string> read_line(net::Clock& clock) {
    auto const end = clock.steady() + login_limit;
    std::string line;
    while (line.size() < longest_line) {
        auto const left = end - clock.steady();
        if (left <= Span{0}) return too_late();
        pollfd input{STDIN_FILENO, POLLIN, 0};
        auto const ready = ::poll(&input, 1, static_cast<int>(left.count()));
        if (ready < 0 && errno != EINTR) break;
        if (ready <= 0) continue;
        char c = 0;
        auto const got = ::read(STDIN_FILENO, &c, 1);
        if (got <= 0 || c == '\n') return line;
        line.push_back(c);
    }
    return Failure{Fault::bad_input, "standard input cannot be read, or its line is too long"};
}

bool is_plain(std::string_view code) {
    return std::ranges::all_of(code, [](char c) { return c > ' ' && c < 0x7F; });
}

}  // namespace

Result<std::string> await_callback(net::Clock& clock, Callback const& callback,
                                   std::function<void(std::string const&)> const& begun) {
    net::Loop loop;
    Receiver receiver{loop, clock, callback};
    if (auto const bound = receiver.server().listen(callback.listen); !bound) return bound.error();
    begun(receiver.server().address());
    loop.spawn("login limit", receiver.end_in_time());
    bool const came = loop.run_until_done(receiver.run());
    loop.clear();  // before the receiver, to which its tasks refer
    if (!came) return too_late();
    return *receiver.outcome();
}

Result<std::string> await_paste(net::Clock& clock, std::string const& state) {
    auto const line = read_line(clock);
    if (!line) return line.error();
    auto const text = trim(*line);
    if (text.empty()) {
        return Failure{Fault::bad_input,
                       "nothing was pasted, expected the code or the address that holds it"};
    }
    if (text.find('=') == text.npos && text.find('/') == text.npos) {
        if (is_plain(text)) return std::string{text};
        return Failure{Fault::bad_input, "what was pasted is no code, expected letters and digits"};
    }
    bool const whole = text.find('?') != text.npos;
    return weibo::parse_callback(whole ? std::string{text} : "?" + std::string{text}, state);
}

Result<std::string> make_state() {
    constexpr std::string_view hex = "0123456789abcdef";
    std::array<unsigned char, 16> bytes{};
    if (::getentropy(bytes.data(), bytes.size()) != 0)
        return Failure{Fault::unreachable, "the system gives no random bytes"};
    std::string state;
    for (auto const byte : bytes) {
        state += hex[byte >> 4U];
        state += hex[byte & 15U];
    }
    return state;
}

void open_browser(std::string const& address) {
    if (!std::getenv("DISPLAY") && !std::getenv("WAYLAND_DISPLAY")) return;
    std::string program = "xdg-open";
    std::string argument = address;
    std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
    posix_spawn_file_actions_t actions{};
    if (::posix_spawn_file_actions_init(&actions) != 0) return;
    for (int const stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
    pid_t child = 0;  // not waited for: the browser may outlive us; without xdg-open nothing happens
    ::posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
}

}  // namespace rw::cli
