#include "weibo/ask.hpp"

namespace rw::weibo {
namespace {

Trouble not_answered(Failure failure) {
    bool const asked_too_much = failure.kind == Fault::refused || failure.kind == Fault::bad_input;
    bool const sent = failure.kind != Fault::unreachable && !asked_too_much;
    return Trouble{ErrorClass::retry, 0, std::move(failure), sent};
}

}  // namespace

net::Task<Answer<net::Response>> ask(net::HttpClient& http, net::Url where, net::Request request) {
    auto const path = request.target.substr(0, request.target.find('?'));
    auto response = co_await http.send(std::move(where), std::move(request));
    if (!response) co_return not_answered(while_doing(path, response.error()));
    auto trouble = trouble_in(*response, path);
    if (trouble) co_return *std::move(trouble);
    co_return *std::move(response);
}

net::Request form_post(std::string path, Fields const& fields) {
    net::Request request;
    request.method = "POST";
    request.target = std::move(path);
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request.body = net::form_encode(fields);
    return request;
}

Trouble not_asked(std::string words) {
    return Trouble{ErrorClass::permanent, 0, Failure{Fault::bad_input, std::move(words)}, false};
}

}  // namespace rw::weibo
