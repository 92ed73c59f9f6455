#include "net/http_codec.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace rw::net {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

bool breaks_apart(std::string_view text) {
    return std::ranges::any_of(text,
                               [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

void put_header(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

template <class Fields>
Headers headers_of(Fields const& fields) {
    Headers headers;
    for (auto const& field : fields) {
        headers.emplace_back(std::string{field.name_string()}, std::string{field.value()});
    }
    return headers;
}

/// Gives `bytes` to the parser until it wants more or is done. What it leaves over stays.
template <class Parser>
error_code put(Parser& parser, std::string& bytes) {
    error_code error;
    while (!bytes.empty() && !parser.is_done()) {
        auto const used = parser.put(boost::asio::buffer(bytes), error);
        bytes.erase(0, used);
        if (error || used == 0) break;
    }
    return error == http::error::need_more ? error_code{} : error;
}

int status_for(error_code error) {
    if (error == http::error::header_limit) return 431;
    if (error == http::error::body_limit) return 413;
    if (error == http::error::bad_transfer_encoding) return 501;
    if (error == http::error::bad_version) return 505;
    return 400;
}

}  // namespace

Result<std::string> to_wire(Request const& request, std::string_view host) {
    bool bad = breaks_apart(request.method) || breaks_apart(request.target) || request.method.empty() ||
               request.target.find(' ') != std::string::npos;
    for (auto const& [name, value] : request.headers)
        bad = bad || breaks_apart(name) || breaks_apart(value);
    if (bad) return Failure{Fault::bad_input, "write request: control characters in its head"};
    std::string out = request.method + " " + request.target + " HTTP/1.1\r\n";
    put_header(out, "Host", host);
    for (auto const& [name, value] : request.headers)
        put_header(out, name, value);
    bool const has_body = !request.body.empty() || request.method == "POST" || request.method == "PUT";
    if (has_body) put_header(out, "Content-Length", std::to_string(request.body.size()));
    return out + "\r\n" + request.body;
}

std::string to_wire(Response const& response, bool head_only) {
    auto const status = static_cast<http::status>(response.status);
    std::string out = "HTTP/1.1 " + std::to_string(response.status) + " ";
    out.append(std::string_view{http::obsolete_reason(status)}).append("\r\n");
    for (auto const& [name, value] : response.headers) {
        if (!breaks_apart(name) && !breaks_apart(value)) put_header(out, name, value);
    }
    bool const bodiless = response.status < 200 || response.status == 204 || response.status == 304;
    bool const unfolds = response.more != nullptr;
    if (unfolds) put_header(out, "Transfer-Encoding", "chunked");
    if (!bodiless && !unfolds) put_header(out, "Content-Length", std::to_string(response.body.size()));
    out.append("\r\n");
    if (head_only || bodiless) return out;
    bool const begins = unfolds && !response.body.empty();
    out.append(begins ? chunk(response.body) : response.body);
    return out;
}

std::string chunk(std::string_view piece) {
    std::array<char, 20> size{};
    auto const end = std::to_chars(size.data(), size.data() + size.size(), piece.size(), 16).ptr;
    std::string out{size.data(), end};
    return out.append("\r\n").append(piece).append("\r\n");
}

struct ResponseReader::State {
    using Parser = http::response_parser<http::string_body>;
    State(bool to_head, MessageLimits sizes) : answers_head{to_head}, limits{sizes} { begin(); }

    void begin() {
        parser.emplace();
        parser->header_limit(static_cast<std::uint32_t>(limits.header));
        parser->body_limit(limits.body);
        parser->skip(answers_head);
        parser->eager(true);
    }

    bool answers_head;
    MessageLimits limits;
    std::optional<Parser> parser;
    std::string bytes;
    bool started = false;
};

ResponseReader::ResponseReader(bool answers_head, MessageLimits limits)
    : state_{std::make_unique<State>(answers_head, limits)} {}
ResponseReader::~ResponseReader() = default;

Result<bool> ResponseReader::take(std::string_view bytes) {
    auto& s = *state_;
    s.bytes.append(bytes);
    s.started = s.started || !bytes.empty();
    for (;;) {
        auto const error = put(*s.parser, s.bytes);
        if (error) return Failure{Fault::bad_input, "read answer: " + error.message()};
        if (!s.parser->is_done()) return false;
        bool const interim = s.parser->get().result_int() / 100 == 1;
        if (!interim) return true;
        s.begin();
    }
}

Result<bool> ResponseReader::end() {
    auto& parser = *state_->parser;
    error_code error;
    if (parser.got_some() && !parser.is_done()) parser.put_eof(error);
    if (error) return Failure{Fault::bad_input, "read answer: " + error.message()};
    return parser.is_done();
}

bool ResponseReader::started() const {
    return state_->started;
}
bool ResponseReader::keep_alive() const {
    return state_->parser->keep_alive() && state_->bytes.empty();
}

Response ResponseReader::release() {
    auto message = state_->parser->release();
    return {static_cast<int>(message.result_int()), headers_of(message), std::move(message.body())};
}

struct RequestReader::State {
    using Parser = http::request_parser<http::string_body>;
    explicit State(MessageLimits sizes) : limits{sizes} { begin(); }

    void begin() {
        parser.emplace();
        parser->header_limit(static_cast<std::uint32_t>(limits.header));
        parser->body_limit(limits.body);
        parser->eager(true);
        told_to_continue = false;
    }

    MessageLimits limits;
    std::optional<Parser> parser;
    std::string bytes;
    int status = 400;
    bool told_to_continue = false;
    bool keep_alive = true;
};

RequestReader::RequestReader(MessageLimits limits) : state_{std::make_unique<State>(limits)} {}
RequestReader::~RequestReader() = default;

void RequestReader::feed(std::string_view bytes) {
    state_->bytes.append(bytes);
}

Result<std::optional<Request>> RequestReader::next() {
    auto& s = *state_;
    auto const error = put(*s.parser, s.bytes);
    if (error) {
        s.status = status_for(error);
        return Failure{Fault::bad_input, "read request: " + error.message()};
    }
    if (!s.parser->is_done()) return std::optional<Request>{};
    s.keep_alive = s.parser->keep_alive();
    auto message = s.parser->release();
    s.begin();
    Request request;
    request.method = std::string{message.method_string()};
    request.target = std::string{message.target()};
    request.headers = headers_of(message);
    request.body = std::move(message.body());
    return std::optional{std::move(request)};
}

int RequestReader::status() const {
    return state_->status;
}
bool RequestReader::started() const {
    return state_->parser->got_some() || !state_->bytes.empty();
}
bool RequestReader::wants_continue() {
    auto& s = *state_;
    if (s.told_to_continue || !s.parser->is_header_done() || s.parser->is_done()) return false;
    s.told_to_continue = true;
    return boost::beast::iequals(s.parser->get()[http::field::expect], "100-continue");
}
bool RequestReader::keep_alive() const {
    return state_->keep_alive;
}

}  // namespace rw::net
