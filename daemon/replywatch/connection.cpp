#include "connection.hpp"

#include "core/text.hpp"
#include "net/http_client.hpp"
#include "net/loop.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace rw::cli {
namespace {

std::string variable(char const* name) {
    auto const* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// `name = value`, quotation marks or not.
std::string line_value(std::string_view line, std::string_view name) {
    line = trim(line);
    if (!line.starts_with(name)) return {};
    line = trim(line.substr(name.size()));
    if (!line.starts_with('=')) return {};
    line = trim(line.substr(1));
    if (line.size() >= 2 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
    return std::string{line};
}

void read_own_file(Address& daemon) {
    auto const home = variable("HOME");
    std::ifstream file{home + "/.config/replywatch"};
    for (std::string line; !home.empty() && std::getline(file, line);) {
        auto url = line_value(line, "url");
        auto token = line_value(line, "token");
        if (!url.empty() && daemon.url.empty()) daemon.url = std::move(url);
        if (!token.empty() && daemon.token.empty()) daemon.token = Secret{std::move(token)};
    }
}

constexpr int too_many = 429;
constexpr int most_waits = 20;

/// As long as `Retry-After` says, a minute at most.
net::Task<int> wait_for(net::Clock& clock, net::Response const& refused) {
    auto const said = std::string{net::find_header(refused.headers, "Retry-After").value_or("1")};
    Span const wait = std::chrono::seconds{std::clamp(std::atoi(said.c_str()), 1, 60)};
    co_await clock.sleep(wait);
    co_return 0;
}

}  // namespace

Result<Address> find_daemon(std::string const& url, std::string const& token_file) {
    Address daemon{url.empty() ? variable("REPLYWATCH_URL") : url, Secret{variable("REPLYWATCH_TOKEN")}};
    if (!token_file.empty()) {
        std::ifstream const file{token_file};
        std::stringstream text;
        text << file.rdbuf();
        if (!file)
            return Failure{Fault::bad_input, "read the token from " + token_file + ": it cannot be read"};
        daemon.token = Secret{std::string{trim(text.str())}};
    }
    read_own_file(daemon);
    if (daemon.url.empty()) daemon.url = "http://127.0.0.1:8787";
    if (!net::parse_url(daemon.url)) {
        return Failure{Fault::bad_input, "`" + daemon.url + "` is no address; expected http://HOST:PORT"};
    }
    return daemon;
}

Result<std::unique_ptr<Answer>> ask(Address const& daemon, std::string const& method, std::string const& path,
                                    std::string const& body) {
    net::Loop loop;
    auto const clock = net::make_real_clock();
    auto dialer = net::make_dialer({});
    if (!dialer) return dialer.error();
    net::HttpClient client{**dialer, *clock};
    auto const origin = net::parse_url(daemon.url);
    if (!origin) return Failure{Fault::bad_input, "`" + daemon.url + "` is no address"};
    net::Request request;
    request.method = method;
    request.target = path;
    request.body = body;
    if (!daemon.token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + daemon.token.reveal());
    if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
    auto response = loop.run_until_done(client.send(*origin, request));
    // Long work asks for more than its allowance: it goes on when it may.
    for (int waits = 0; response && response->status == too_many && waits < most_waits; ++waits) {
        loop.run_until_done(wait_for(*clock, *response));
        response = loop.run_until_done(client.send(*origin, request));
    }
    if (!response) return response.error();
    auto answer = std::make_unique<Answer>();
    answer->status = response->status;
    answer->body = std::move(response->body);
    answer->document.Parse<rapidjson::kParseIterativeFlag>(answer->body.data(), answer->body.size());
    if (answer->document.HasParseError()) answer->document.SetNull();
    return answer;
}

}  // namespace rw::cli
