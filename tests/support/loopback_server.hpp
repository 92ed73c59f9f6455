// An HTTP server on loopback that can also do what good servers never do: hang up on a request it has read,
// or keep its answer to itself until it is let go.
#pragma once

#include "net/http_server.hpp"
#include "net/listener.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace rw::test {

class LoopbackServer {
public:
    /// Nothing: the request is read, and the connection ends without an answer.
    using Answer = std::function<std::optional<net::Response>(net::Request const&)>;

    LoopbackServer(net::Loop& loop, net::Clock& clock, Answer answer)
        : loop_{loop},
          clock_{clock},
          answer_{std::move(answer)},
          listener_{net::Listener::open("127.0.0.1:0").value()} {
        loop_.spawn("loopback server", run());
    }
    LoopbackServer(LoopbackServer const&) = delete;
    LoopbackServer& operator=(LoopbackServer const&) = delete;

    std::string url(std::string const& target) const { return "http://" + listener_->address() + target; }

    /// From now on nobody listens, and open connections end with their next request unheard.
    void go_away() {
        gone_ = true;
        listener_->close();
    }
    /// From now on answers are made, but not given.
    void hold() { holding_ = true; }
    void release() {
        holding_ = false;
        released_.ring();
    }

private:
    /// Passes bytes on, until the answer is one that must not be given.
    class Mutable final : public net::Stream {
    public:
        Mutable(std::unique_ptr<net::Stream> under, std::shared_ptr<bool> silent)
            : under_{std::move(under)}, silent_{std::move(silent)} {}
        net::Task<Result<std::size_t>> read_some(std::span<char> into, Span limit) override {
            return under_->read_some(into, limit);
        }
        net::Task<Result<void>> write_all(std::string_view bytes, Span limit) override {
            if (*silent_) {
                under_->close();
                Failure const hung_up{Fault::stopped, "write answer: hung up as ordered"};
                co_return hung_up;
            }
            auto const written = co_await under_->write_all(bytes, limit);
            co_return written;
        }
        void close() override { under_->close(); }

    private:
        std::unique_ptr<net::Stream> under_;
        std::shared_ptr<bool> silent_;
    };

    net::Task<void> run() {
        for (;;) {
            auto accepted = co_await listener_->accept();
            if (!accepted) co_return;
            loop_.spawn("loopback connection", serve(std::move(accepted->stream)));
        }
    }
    net::Task<void> serve(std::unique_ptr<net::Stream> stream) {
        auto const silent = std::make_shared<bool>(false);
        net::Handler handler = [this, silent](net::Request request) {
            return answer(silent, std::move(request));
        };
        net::HttpServer http{loop_, clock_, std::move(handler)};
        std::unique_ptr<net::Stream> muted = std::make_unique<Mutable>(std::move(stream), silent);
        std::string const nobody;
        co_await http.serve(std::move(muted), nobody);
    }
    net::Task<net::Response> answer(std::shared_ptr<bool> silent, net::Request request) {
        auto made = gone_ ? std::nullopt : answer_(request);
        Span const long_enough = 1h;
        while (holding_)
            co_await released_.wait(clock_, long_enough);
        *silent = !made.has_value();
        if (!made) made.emplace();
        co_return *std::move(made);
    }

    net::Loop& loop_;
    net::Clock& clock_;
    Answer answer_;
    std::unique_ptr<net::Listener> listener_;
    net::Bell released_;
    bool holding_ = false;
    bool gone_ = false;
};

}  // namespace rw::test
