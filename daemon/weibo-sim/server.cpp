#include "weibo-sim/server.hpp"

#include "core/log.hpp"
#include "net/http_server.hpp"

namespace rw::sim {
namespace {

constexpr std::size_t most_connections = 512;

/// Passes bytes on, unless the answer just made is to be cut or withheld.
class UnsteadyStream final : public net::Stream {
public:
    UnsteadyStream(std::unique_ptr<net::Stream> under, std::shared_ptr<Wire> wire, bool chunked)
        : under_{std::move(under)}, wire_{std::move(wire)}, chunked_{chunked} {}

    net::Task<Result<std::size_t>> read_some(std::span<char> into, Span limit) override {
        return under_->read_some(into, limit);
    }

    net::Task<Result<void>> write_all(std::string_view bytes, Span limit) override {
        if (*wire_ == Wire::cut) {
            auto const half = bytes.substr(0, bytes.size() / 2);
            [[maybe_unused]] auto const sent = co_await under_->write_all(half, limit);
        }
        if (*wire_ != Wire::whole) {
            under_->close();
            Failure const broken{Fault::stopped, "write answer: broken off as ordered"};
            co_return broken;
        }
        auto const wire = chunked_ ? in_chunks(std::string{bytes}) : std::string{bytes};
        auto const sent = co_await under_->write_all(wire, limit);
        co_return sent;
    }

    void close() override { under_->close(); }

private:
    std::unique_ptr<net::Stream> under_;
    std::shared_ptr<Wire> wire_;
    bool chunked_;
};

}  // namespace

Server::Server(net::Loop& loop, net::Clock& clock, FastClock& platform, Play& play)
    : loop_{loop},
      clock_{clock},
      platform_{platform},
      play_{play},
      api_{play.world(), play.tokens(), play.manners()},
      control_{play, api_, &platform} {}

Result<void> Server::listen(std::string_view address) {
    auto listener = net::Listener::open(address);
    if (!listener) return listener.error();
    listener_ = *std::move(listener);
    return {};
}

std::string Server::address() const {
    return listener_->address();
}

net::Task<void> Server::run() {
    while (!stopping_) {
        auto accepted = co_await listener_->accept();
        if (stopping_) break;
        if (!accepted) {  // out of file descriptors, say: no use in spinning
            log::warn("sim.accept_failed", {{"why", accepted.error().doing}});
            co_await clock_.sleep(100ms);
            continue;
        }
        if (connections_ >= most_connections) continue;  // the stream closes as it goes
        loop_.spawn("connection", serve(std::move(accepted->stream), std::move(accepted->peer)));
    }
}

void Server::stop() {
    stopping_ = true;
    if (listener_) listener_->close();
}

net::Task<void> Server::serve(std::unique_ptr<net::Stream> stream, std::string peer) {
    ++connections_;
    auto const wire = std::make_shared<Wire>(Wire::whole);
    net::Handler handler = [this, wire](net::Request request) { return answer(wire, std::move(request)); };
    net::HttpServer http{loop_, clock_, std::move(handler)};
    bool const chunked = api_.dress().chunked;
    std::unique_ptr<net::Stream> unsteady =
        std::make_unique<UnsteadyStream>(std::move(stream), wire, chunked);
    co_await http.serve(std::move(unsteady), std::move(peer));
    --connections_;
}

net::Task<net::Response> Server::answer(std::shared_ptr<Wire> wire, net::Request request) {
    auto const now = platform_.now();
    play_.advance(now);
    for (auto const& trouble : play_.take_troubles())
        log::warn("sim.line_failed", {{"why", trouble}});
    auto made = Control::meant(request.target) ? control_.answer(request, now) : api_.answer(request, now);
    if (made.delay > Span{0}) co_await clock_.sleep(made.delay);
    *wire = made.wire;
    co_return to_response(std::move(made), request, api_.dress());
}

}  // namespace rw::sim
