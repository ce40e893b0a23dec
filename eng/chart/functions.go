package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
)

// functions are sprig's and those that helm adds; without a cluster, lookup finds nothing.
func functions(set *template.Template) template.FuncMap {
	all := sprig.TxtFuncMap()
	delete(all, "env")
	delete(all, "expandenv")
	own := template.FuncMap{
		"toYaml":        toYaml,
		"toJson":        toJSON,
		"fromYaml":      func(text string) map[string]interface{} { return orError(parseMap([]byte(text))) },
		"fromJson":      func(text string) map[string]interface{} { return orError(parseMap([]byte(text))) },
		"fromYamlArray": list,
		"fromJsonArray": list,
		"required":      required,
		"fail":          func(message string) (string, error) { return "", errors.New(message) },
		"lookup": func(apiVersion, kind, namespace, name string) map[string]interface{} {
			return map[string]interface{}{}
		},
		"include": func(name string, scope interface{}) (string, error) {
			var out strings.Builder
			err := set.ExecuteTemplate(&out, name, scope)
			return out.String(), err
		},
		"tpl": func(text string, scope interface{}) (string, error) {
			inner, err := set.Clone()
			if err != nil {
				return "", err
			}
			if inner, err = inner.New("tpl").Parse(text); err != nil {
				return "", err
			}
			var out strings.Builder
			err = inner.Execute(&out, scope)
			return out.String(), err
		},
	}
	for name, function := range own {
		all[name] = function
	}
	return all
}

func toJSON(value interface{}) string {
	text, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(text)
}

// Helm puts the error where a template finds it instead of ending.
func orError(value map[string]interface{}, err error) map[string]interface{} {
	if err != nil {
		return map[string]interface{}{"Error": err.Error()}
	}
	return value
}

func list(text string) []interface{} {
	value, err := parse([]byte(text))
	if items, ok := value.([]interface{}); ok && err == nil {
		return items
	}
	return []interface{}{fmt.Sprint(err)}
}

func required(message string, value interface{}) (interface{}, error) {
	if text, isText := value.(string); value == nil || (isText && text == "") {
		return nil, errors.New(message)
	}
	return value, nil
}
